import { editDistance } from "../aws/did-you-mean.ts";
import { grouped } from "../grouped.ts";
import { oncePer } from "../once-per.ts";
import {
  knownPrefix,
  type Module,
  type ModuleDirectory,
  PossibleTexts,
  type Resource,
  referenceChain,
  referencesInForce,
  stringOf,
  type Value,
} from "../terraform/index.ts";
import type { LambdaFunction } from "./function.ts";
import { LOG_GROUP_PREFIX, LogGroupMakers } from "./log-group-makers.ts";
import { isVariableDefault } from "./names/fixed-text.ts";
import { namedResources } from "./names/identify.ts";
import { locationOf } from "./names/location.ts";
import { NameIndex } from "./names/name-index.ts";
import { NearNames } from "./names/near-names.ts";
import { textParts } from "./names/same-text.ts";
import { TextIndex } from "./names/text-index.ts";

const GROUP: ReadonlySet<string> = new Set(["aws_cloudwatch_log_group"]);
const FUNCTION: ReadonlySet<string> = new Set(["aws_lambda_function"]);

/** The log group that a function writes to: the resource, none, or unknown. */
export type LogGroupMatch =
  | { readonly kind: "declared"; readonly resource: Resource }
  /** `near`: one that is named almost as the function's would be, or without `/aws/lambda/`, and is no function's. */
  | { readonly kind: "none"; readonly near: Resource | undefined }
  | { readonly kind: "unknown" };

const UNKNOWN: LogGroupMatch = { kind: "unknown" };

/** What the search for functions' log groups looks at. */
export interface LogGroupSearch {
  readonly groups: readonly Resource[];
  /** Groups from data sources, which are created elsewhere. */
  readonly lookedUp: readonly Resource[];
  readonly functions: readonly LambdaFunction[];
  readonly modules: readonly Module[];
}

/** The log groups of a stack, indexed once for all functions. */
export class LogGroups {
  private readonly search: LogGroupSearch;
  /** Groups by the functions that their names refer to. */
  private readonly byFunction: ReadonlyMap<Resource, readonly Ordered[]>;
  /** Groups by the names of the functions whose default group they would be. */
  private readonly byFunctionName: ReadonlyMap<string, readonly Ordered[]>;
  /** Groups by the expression for a function's name that follows `/aws/lambda/` in theirs. */
  private readonly byTemplate: TextIndex<Ordered>;
  /** Groups that have the same unknown name as a function, without `/aws/lambda/`, and so belong to no function. */
  private readonly bare: ReadonlyMap<LambdaFunction, Resource>;
  /** Names of groups, including those of data sources, that are not certain to be another function's. */
  private readonly names: PossibleTexts;
  private readonly isAnyFunctions: boolean;
  private makers: LogGroupMakers | undefined;
  private groupNames: NameIndex | undefined;
  private foundFree: ReadonlyMap<string, Resource> | undefined;
  private freeNames: NearNames | undefined;

  constructor(search: LogGroupSearch) {
    this.search = search;
    const groups = search.groups.map((resource, order) => ({ resource, order, name: resource.body.value("name") }));
    this.byFunction = grouped(groups, ({ name }) => functionsNamedBy(name));
    this.byFunctionName = grouped(groups, ({ name }) => functionNames(stringOf(name)));
    const templates = groups.filter(({ name }) => name.kind === "template" && isPrefixed(name));
    this.byTemplate = new TextIndex(templates, ({ name }) => partsBehindPrefix(textParts(name)));
    this.bare = bareGroups(search);
    const free = new Set(this.bare.values());
    const names = [...search.groups, ...search.lookedUp]
      .filter((group) => !free.has(group))
      .filter(({ body }) => body.isSet("name_prefix") !== "yes")
      .map(nameForCallers);
    this.names = new PossibleTexts(names);
    this.isAnyFunctions = names
      .map(knownPrefix)
      .some((text) => text.startsWith(LOG_GROUP_PREFIX) || LOG_GROUP_PREFIX.startsWith(text));
  }

  /** The log group that a function writes to. */
  of(fn: LambdaFunction): LogGroupMatch {
    const configured = fn.body.block("logging_config")?.value("log_group");
    if (configured && configured.kind !== "null") {
      const named = namedResources(configured, GROUP)[0] ?? this.namedByText(configured);
      if (named) return { kind: "declared", resource: named };
      // written out, it may still be the default
      if (fn.name === undefined || stringOf(configured) !== `${LOG_GROUP_PREFIX}${fn.name}`) return UNKNOWN;
    }
    const declared = this.namedAfter(fn);
    if (declared) return { kind: "declared", resource: declared };
    if (fn.body.hasBlock("logging_config") === "unknown") return UNKNOWN;
    if (this.mayBeNamedAfter(fn)) return UNKNOWN;
    this.makers ??= new LogGroupMakers(this.search.modules);
    if (this.makers.mayMakeFor(fn)) return UNKNOWN;
    return { kind: "none", near: this.nearTo(fn) };
  }

  private namedByText(value: Value): Resource | undefined {
    this.groupNames ??= new NameIndex(this.search.groups, "name");
    return this.groupNames.named(value);
  }

  /**
   * The first group named `/aws/lambda/` plus the function's name, as text or by reference: one beside the function, as
   * there may be functions of one name in several regions.
   */
  private namedAfter(fn: LambdaFunction): Resource | undefined {
    const { resource, name } = fn;
    const found = [
      ...(this.byFunction.get(resource) ?? []),
      ...((name !== undefined && this.byFunctionName.get(name)) || []),
      ...this.byTemplate.sameAs(textParts(fn.body.value("function_name"))),
    ];
    const [first, ...others] = found.sort((a, b) => a.order - b.order);
    if (others.length === 0) return first?.resource;
    const beside = found.filter((each) => each.resource.module === resource.module);
    const location = locationOf(resource);
    const near = found.filter((each) => locationOf(each.resource) === location);
    return [...beside.filter((each) => near.includes(each)), ...beside, ...near, ...found][0]?.resource;
  }

  /** Whether a group whose name is only partly known may turn out to be the function's. */
  private mayBeNamedAfter({ name }: LambdaFunction): boolean {
    if (name === undefined) return this.isAnyFunctions;
    return this.names.couldBe(`${LOG_GROUP_PREFIX}${name}`);
  }

  /**
   * The group that was most likely intended as the function's: no function writes to it, and its name is almost right.
   */
  private nearTo(fn: LambdaFunction): Resource | undefined {
    const { name } = fn;
    if (name === undefined) return this.bare.get(fn);
    this.foundFree ??= freeGroups(this.search);
    const bare = ["", ...OTHER_PREFIXES]
      .map((prefix) => this.foundFree?.get(`${prefix}${name}`))
      .find((group) => group && !isUsed(group));
    this.freeNames ??= new NearNames(this.foundFree.keys());
    const wanted = `${LOG_GROUP_PREFIX}${name}`;
    const near = this.freeNames.near(wanted).find((free) => isMisspelt(free, wanted));
    return bare ?? (near === undefined ? undefined : this.foundFree.get(near));
  }
}

interface Ordered {
  readonly resource: Resource;
  readonly order: number;
}

/** The functions that a group's name refers to: by their logging configuration, or by name after `/aws/lambda/`. */
function functionsNamedBy(name: Value): readonly Resource[] {
  const logged = referenceChain(name).filter(({ path }) => path.at(-1) === "log_group");
  const named =
    stringOf(name) === undefined && name.kind === "template" && isPrefixed(name) ? namedResources(name, FUNCTION) : [];
  return [...new Set([...logged.map(({ resource }) => resource), ...named])];
}

/** The name of a group; unknown if callers of the module set it, whatever the default. */
function nameForCallers({ body, module }: Resource): Value {
  const name = body.value("name");
  return isVariableDefault(name, module) ? { kind: "unknown", why: "not-evaluated", place: name.place } : name;
}

/** The names of functions whose default group this would be. Lambda@Edge writes to `/aws/lambda/us-east-1.<name>`. */
function functionNames(group: string | undefined): readonly string[] {
  if (!group?.startsWith(LOG_GROUP_PREFIX)) return [];
  const own = group.slice(LOG_GROUP_PREFIX.length);
  return [own, ...Array.from(own.matchAll(/\./g), ({ index }) => own.slice(index + 1))];
}

function isPrefixed(name: Value): boolean {
  return knownPrefix(name).startsWith(LOG_GROUP_PREFIX);
}

/** What people write in place of `/aws/lambda/`. */
const OTHER_PREFIXES: readonly string[] = ["/lambda/", "lambda/", "aws/lambda/", "/aws/lambdas/"];

/** For functions with an unknown name, the unused group with the same name but without the prefix. */
function bareGroups({ groups, functions }: LogGroupSearch): ReadonlyMap<LambdaFunction, Resource> {
  const unknown = groups.filter(({ body }) => stringOf(body.value("name")) === undefined);
  const byName = new TextIndex(unknown, ({ body }) => partsBehindOtherPrefix(textParts(body.value("name"))));
  return new Map(
    functions.flatMap((fn) => {
      const [group] = byName.sameAs(textParts(fn.body.value("function_name")));
      return group && !isUsed(group) ? [[fn, group] as const] : [];
    }),
  );
}

/** Whether something else writes to a group or reads it, as far as that names it. */
function isUsed({ module, name }: Resource): boolean {
  return usedGroups(module.directory).has(name);
}

/** The groups that a directory refers to, except in depends_on. */
const usedGroups = oncePer(
  (directory: ModuleDirectory): ReadonlySet<string | undefined> =>
    new Set(
      referencesInForce(directory)
        .filter(({ root, argument }) => GROUP.has(root) && argument !== "depends_on")
        .map(({ path }) => path[0]),
    ),
);

function partsBehindOtherPrefix(parts: readonly (string | Value)[]): readonly (string | Value)[] {
  const [head, ...tail] = parts;
  return typeof head === "string" && OTHER_PREFIXES.includes(head) ? tail : parts;
}

/** Groups with known names that are no function's, by name. */
function freeGroups({ groups, functions }: LogGroupSearch): ReadonlyMap<string, Resource> {
  const taken = new Set(functions.map(({ name }) => name && `${LOG_GROUP_PREFIX}${name}`));
  return new Map(
    groups.flatMap((group) => {
      const name = stringOf(group.body.value("name"));
      return name === undefined || taken.has(name) ? [] : [[name, group] as const];
    }),
  );
}

/** Whether names differ in one letter or in case. Names that differ in a digit belong to different things. */
function isMisspelt(name: string, wanted: string): boolean {
  const withoutDigits = (text: string) => text.replace(/\d/g, "");
  if (withoutDigits(name) === withoutDigits(wanted)) return false;
  return name.toLowerCase() === wanted.toLowerCase() || editDistance(name, wanted, 1) <= 1;
}

/** The parts of a text after its prefix `/aws/lambda/`. */
function partsBehindPrefix([head, ...tail]: readonly (string | Value)[]): readonly (string | Value)[] {
  const rest = String(head).slice(LOG_GROUP_PREFIX.length);
  return rest === "" ? tail : [rest, ...tail];
}
