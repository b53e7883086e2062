import { editDistance } from "../aws/did-you-mean.ts";
import {
  allReferences,
  couldBe,
  knownPrefix,
  type Module,
  type Resource,
  referenceChain,
  stringOf,
  type Value,
} from "../terraform/index.ts";
import type { LambdaFunction } from "./function.ts";
import { namedByText, namedResources } from "./identify.ts";

/** Where a function writes unless told otherwise: this and its name. */
const PREFIX = "/aws/lambda/";
/** Sources and names of modules such as `cloudwatch-logs` and `log_group`. */
const MAKES_LOGS = /cloudwatch|log[-_]?group|(^|[-_/])logs?([-_/]|$)/i;
const GROUP: ReadonlySet<string> = new Set(["aws_cloudwatch_log_group"]);
const FUNCTION: ReadonlySet<string> = new Set(["aws_lambda_function"]);

/** The log group that a function writes to: the resource, none, or not known. */
export type LogGroupMatch =
  | { readonly kind: "declared"; readonly resource: Resource }
  /** `near`: one that is named almost as the function's would be, and is no function's. */
  | { readonly kind: "none"; readonly near: Resource | undefined }
  | { readonly kind: "unknown" };

const UNKNOWN: LogGroupMatch = { kind: "unknown" };

/** What a search for a function's log group looks through. */
export interface LogGroupSearch {
  readonly groups: readonly Resource[];
  /** Groups that are looked up, as they are made elsewhere. */
  readonly lookedUp: readonly Resource[];
  readonly functions: readonly LambdaFunction[];
  readonly modules: readonly Module[];
}

export function logGroupOf(fn: LambdaFunction, search: LogGroupSearch): LogGroupMatch {
  const { groups, lookedUp } = search;
  const configured = fn.body.block("logging_config")?.value("log_group");
  if (configured && configured.kind !== "null") {
    const named = namedResources(configured, GROUP)[0] ?? namedByText(configured, groups, "name");
    return named ? { kind: "declared", resource: named } : UNKNOWN;
  }
  const declared = groups.find((group) => isGroupOf(group, fn));
  if (declared) return { kind: "declared", resource: declared };
  if (fn.body.hasBlock("logging_config") === "unknown") return UNKNOWN;
  if ([...groups, ...lookedUp].some((group) => mayBeGroupOf(group, fn))) return UNKNOWN;
  if (search.modules.some((module) => mayMakeGroup(module, fn))) return UNKNOWN;
  return { kind: "none", near: nearGroup(fn, search) };
}

/** Whether a group is named `/aws/lambda/` and the function's name, by text or by reference. */
function isGroupOf(group: Resource, fn: LambdaFunction): boolean {
  const name = group.body.value("name");
  if (referenceChain(name).some(({ resource, path }) => resource === fn.resource && path.at(-1) === "log_group"))
    return true;
  const text = stringOf(name);
  // Lambda@Edge writes to /aws/lambda/us-east-1.<name>
  if (text !== undefined)
    return (
      fn.name !== undefined &&
      (text === `${PREFIX}${fn.name}` || (text.startsWith(PREFIX) && text.endsWith(`.${fn.name}`)))
    );
  if (name.kind !== "template" || !knownPrefix(name).startsWith(PREFIX)) return false;
  if (namedResources(name, FUNCTION).includes(fn.resource)) return true;
  return sameParts(name.parts, fn.body.value("function_name"));
}

/** Whether a group whose name is not known in full may turn out to be the function's. */
function mayBeGroupOf(group: Resource, fn: LambdaFunction): boolean {
  const name = group.body.value("name");
  if (group.body.isSet("name_prefix") === "yes") return false;
  if (stringOf(name) !== undefined && fn.name !== undefined) return couldBe(name, `${PREFIX}${fn.name}`);
  if (fn.name !== undefined) return couldBe(name, `${PREFIX}${fn.name}`);
  const prefix = knownPrefix(name);
  return prefix.startsWith(PREFIX) || PREFIX.startsWith(prefix);
}

/** Whether a module whose source is not here is told of the function, or is by its name one that makes log groups. */
function mayMakeGroup(module: Module, fn: LambdaFunction): boolean {
  return module.calls
    .filter(({ modules }) => modules.length === 0)
    .some(
      ({ block, name }) =>
        (module === fn.resource.module && [name, block.string("source") ?? ""].some((text) => MAKES_LOGS.test(text))) ||
        block.argumentNames.some((argument) => {
          const value = block.value(argument);
          return (
            knownPrefix(value).startsWith(PREFIX) ||
            (stringOf(value) !== undefined && stringOf(value) === fn.name) ||
            allReferences(value).some(({ resource }) => resource === fn.resource)
          );
        }),
    );
}

/** The group that was most likely meant to be the function's: no function writes to it, and its name is almost right. */
function nearGroup(fn: LambdaFunction, { groups, functions }: LogGroupSearch): Resource | undefined {
  if (fn.name === undefined) return undefined;
  const wanted = `${PREFIX}${fn.name}`;
  const taken = new Set(functions.map(({ name }) => name && `${PREFIX}${name}`));
  const names = new Map(
    groups.flatMap((group) => {
      const name = stringOf(group.body.value("name"));
      return name === undefined || taken.has(name) ? [] : [[name, group] as const];
    }),
  );
  const found = [...names.keys()].find((name) => name === fn.name || isMisspelt(name, wanted));
  return found === undefined ? undefined : names.get(found);
}

/** One letter or a difference of case apart. Names that differ in a digit are those of neighbours. */
function isMisspelt(name: string, wanted: string): boolean {
  const withoutDigits = (text: string) => text.replace(/\d/g, "");
  if (withoutDigits(name) === withoutDigits(wanted)) return false;
  return name.toLowerCase() === wanted.toLowerCase() || editDistance(name, wanted, 1) <= 1;
}

/** Whether `/aws/lambda/` followed by parts is put together from the same values as a function's name. */
function sameParts(parts: readonly (string | Value)[], name: Value): boolean {
  const nameParts = name.kind === "template" ? name.parts : [name];
  const [head, ...tail] = parts;
  const rest = String(head).slice(PREFIX.length);
  const own = rest === "" ? tail : [rest, ...tail];
  return own.length === nameParts.length && own.every((part, i) => isSamePart(part, nameParts[i]));
}

function isSamePart(a: string | Value, b: string | Value | undefined): boolean {
  if (b === undefined || typeof a === "string" || typeof b === "string") return a === b;
  if (a.kind !== "unknown" || b.kind !== "unknown") return false;
  // a variable that nothing sets has one place for all its uses
  const isSamePlace = a.place.file === b.place.file && a.place.start === b.place.start && a.why === "no-value";
  return (
    isSamePlace ||
    (a.via !== undefined && a.via.resource === b.via?.resource && a.via.path.join(".") === b.via.path.join("."))
  );
}
