import { grouped } from "../../grouped.ts";
import type { Attribute, Span } from "../../hcl/index.ts";
import { oncePer } from "../../once-per.ts";
import type { Declared } from "../files/declarations.ts";
import { isInVariable } from "../references/variable-places.ts";
import { isLiteral, variablesWithin, writtenVariables } from "../references/written-dependencies.ts";
import { encloses, isSamePlace } from "../values/places.ts";
import type { Place, Value } from "../values/value.ts";
import type { BlockValue } from "./block-value.ts";
import { Module } from "./module.ts";
import type { Resource } from "./resource.ts";

/**
 * Whether an argument's value, or the absence of a block, depends on variables that a caller may set: the defaults of a
 * module that nothing in the linted tree calls. Anything derived from a default is true of the module as it stands, but
 * not for everyone who uses it.
 * @param body the block in the resource that contains the argument
 */
export function isCallersChoice(resource: Resource, name: string, body = resource.body): boolean {
  return isChosen(resource, name, body, NONE_PASSED);
}

const NONE_PASSED: ReadonlySet<string> = new Set();

/** @param passed the arguments that led here, as resources may refer to each other in a circle */
function isChosen(resource: Resource, name: string, body: BlockValue, passed: ReadonlySet<string>): boolean {
  const { module } = resource;
  const isUncalled = module.call === undefined;
  if (!body.isWritten(name)) {
    const isNowEmpty = body.blockTypes.includes(name) && body.blocks(name).length === 0;
    return isNowEmpty && (isUncalled || writtenVariables(resource).size > 0);
  }
  const value = body.value(name);
  const origin = value.place;
  const { resource: holder, path: [argument, ...within] = [] } = value.via ?? {};
  // an argument set from another resource is the choice of whoever writes that resource
  if (holder && typeof argument === "string" && within.length === 0 && !isMadeOfVariables(body.place(name), module)) {
    const next = `${holder}.${argument}`;
    return !passed.has(next) && isChosen(holder, argument, holder.body, new Set([...passed, next]));
  }
  if (value.kind === "known" && isMadeOfVariables(origin, module)) return true;
  if (isUncalled) {
    // a file of values, or a file that is decoded, applies to everybody
    if (!isOfModule(origin, module)) return false;
    const isWritten = isSamePlace(origin, body.place(name)) || isLocal(origin, module);
    const isInForEach = resource.body.isWritten("for_each") && encloses(resource.body.place("for_each"), origin);
    return isInVariable(origin, module) || (!isWritten && !isInForEach && !isFixed(resource, name, body));
  }
  return isInVariable(origin, module.root);
}

/** Whether an argument, and what its resource and block are repeated for, is made of literals. */
function isFixed({ body: own, module }: Resource, name: string, body: BlockValue): boolean {
  const repeated = ["count", "for_each"].filter((meta) => own.isWritten(meta)).map((meta) => own.place(meta));
  return [body.place(name), ...(body.content.loops ?? []), ...repeated].every((place) => isLiteral(place, module));
}

/** Whether the result of a template or function at a place, also of an output, involves a variable of the root. */
function isMadeOfVariables(place: Place, module: Module): boolean {
  if (!/\b(?:var|local|module)\./.test(place.file.slice(place))) return false;
  const evaluatedIn = place.module instanceof Module ? [place.module] : [];
  const modules = [...evaluatedIn, module, ...module.trace.map(({ parent }) => parent)];
  const own = modules.find((one) => isOfModule(place, one));
  return own !== undefined && variablesWithin(place, own).size > 0;
}

function isOfModule({ file }: Place, { directory }: Module): boolean {
  return directory.files.some(({ source }) => source === file);
}

/** Whether a place is the whole expression of a local. */
function isLocal(place: Place, { declared }: Module): boolean {
  return localSpans(declared.locals).get(place.file)?.has(spanKey(place)) ?? false;
}

const localSpans = oncePer((locals: ReadonlyMap<string, Declared<Attribute>>) => {
  const byFile = grouped([...locals.values()], ({ file }) => [file]);
  return new Map([...byFile].map(([file, own]) => [file, new Set(own.map(({ node }) => spanKey(node.expression)))]));
});

function spanKey({ start, end }: Span): string {
  return `${start}-${end}`;
}

/** Whether an argument or block of a resource, or of a block in it, is missing, whoever calls the module. */
export function isLeftOut(resource: Resource, name: string, body = resource.body): boolean {
  const presence = body.isWritten(name) ? body.isSet(name) : body.hasBlock(name);
  return presence === "no" && !isCallersChoice(resource, name, body);
}

/** Whether an argument of a resource, or of a block in it, has a value, whoever calls the module. */
export function isAlways(resource: Resource, name: string, value: boolean | string, body = resource.body): boolean {
  const found = typeof value === "boolean" ? body.boolean(name) : body.string(name);
  return found === value && !isCallersChoice(resource, name, body);
}

/** Whether a value comes from a variable's default, or from an expression with variables of the root. */
export function comesFromVariables({ place }: Value): boolean {
  const { module } = place;
  return module instanceof Module && (isInVariable(place, module) || variablesWithin(place, module).size > 0);
}
