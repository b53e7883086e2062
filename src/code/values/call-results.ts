import type { BoundFile } from "../program/scope.ts";
import { sdkResult } from "../sdk/sdk.ts";
import type { Evaluator } from "./evaluator.ts";
import { javaLibraryResult, javaObjectResult } from "./java-results.ts";
import { type Listing, listed, numbered } from "./listed-values.ts";
import { environmentCall, formatted, printed } from "./text-parts.ts";
import { type CallSite, type CodeValue, plainTexts, UNKNOWN } from "./value.ts";

/** A call of something that no file of the program declares. */
interface Call {
  readonly site: CallSite;
  /** What its first argument may be; empty if there is none. */
  readonly first: () => readonly CodeValue[];
  /** The file it is in. */
  readonly file: BoundFile;
  readonly evaluator: Evaluator;
}

type Result = (call: Call) => readonly CodeValue[];

const importedModule: Result = ({ first, file, evaluator }) =>
  plainTexts(first()).flatMap((source) => evaluator.exports.imported(source, "*", file));

/**
 * Results of the languages' own functions and of packages' functions, by package (empty for the language's own) and
 * name.
 */
const RESULTS: ReadonlyMap<string, Result> = new Map<string, Result>([
  [" require", importedModule],
  [" import", importedModule],
  ["importlib import_module", importedModule],
  [" dict", ({ site }) => [{ kind: "keywords", arguments: site.arguments }]],
  [" next", ({ first, evaluator }) => first().flatMap((value) => evaluator.collections.elements(value))],
  [" enumerate", ({ first }) => first().map(numbered)],
  [" Object.entries", ({ first }) => first().map((value) => listed(value, "entries"))],
  [" Object.keys", ({ first }) => first().map((value) => listed(value, "keys"))],
  [" Object.values", ({ first }) => first().map((value) => listed(value, "values"))],
  [" getattr", attributeByName],
  [" globals", ({ file }) => [{ kind: "module", file }]],
  ["os getenv", ({ site }) => environmentCall(site)],
  ["os Getenv", ({ site }) => environmentCall(site)],
  ["os LookupEnv", ({ site }) => environmentCall(site)],
  ["github.com/spf13/viper GetString", ({ site }) => environmentCall(site)],
  ["fmt Sprintf", ({ site, first }) => first().map((value) => printed(value, site))],
  [
    "fastapi Depends",
    ({ first, file, evaluator }) => first().flatMap((value) => evaluator.resultOf(value, { arguments: [] }, file)),
  ],
]);

/** Functions that return their first argument, or something equivalent for our purposes. */
const GIVES_BACK: ReadonlySet<string> = new Set([
  ..."Array.from Object.freeze String cast encodeURIComponent iter list reversed set sorted str string tuple"
    .split(" ")
    .map((name) => ` ${name}`),
  "functools partial",
  ...["strings TrimSpace", "strings ToLower", "net/url QueryEscape", "net/url PathEscape"],
  // what makes pointers, and what reads them
  ...["github.com/aws/smithy-go/ptr String", "github.com/samber/lo ToPtr", "k8s.io/utils/ptr To"],
  "itertools cycle",
  ...["node:util promisify", "util promisify"],
  ...["urllib.parse quote", "urllib.parse quote_plus"],
]);

/** What a function of the language or of a package returns. */
export function externalResult(
  callee: Extract<CodeValue, { kind: "external" }>,
  site: CallSite,
  file: BoundFile,
  evaluator: Evaluator,
): readonly CodeValue[] {
  const name = `${callee.source} ${callee.path.join(".")}`;
  const [first] = site.arguments;
  if (GIVES_BACK.has(name)) return first?.values() ?? [UNKNOWN];
  const inJava = file.file.language === "java" ? javaLibraryResult(callee, site) : undefined;
  if (inJava) return inJava;
  const known = RESULTS.get(name);
  if (known) return known({ site, first: () => first?.values() ?? [], file, evaluator });
  return sdkResult(callee, site, file.file.language) ?? [UNKNOWN];
}

/** `getattr(client, name)`; any method if the name is not known. */
function attributeByName({ site, first, evaluator }: Call): readonly CodeValue[] {
  const keys = site.arguments[1]?.values() ?? [];
  return evaluator.collections.indexed(first(), keys);
}

/** Methods of lists that call a function with each element. */
export const ITERATIONS: ReadonlySet<string> = new Set(["map", "flatMap", "forEach", "filter", "concat"]);

/** What a method of an AWS client, a list, an object or a string returns. */
export function methodResult(
  callee: Extract<CodeValue, { kind: "method" }>,
  site: CallSite,
  file: BoundFile,
  evaluator: Evaluator,
): readonly CodeValue[] {
  const { of, name } = callee;
  if (of.kind === "sdk") return sdkResult(callee, site, file.file.language) ?? [UNKNOWN];
  const inJava = file.file.language === "java" ? javaObjectResult(callee, site, evaluator) : undefined;
  if (inJava) return inJava;
  if (ITERATIONS.has(name)) return mapped(of, name, site);
  if (of.kind === "object" && /^(?:get|setdefault|pop)$/.test(name)) {
    const [key, fallback] = site.arguments.map((argument) => argument.values());
    const names = plainTexts(key ?? []);
    const found =
      names.length > 0 ? names.flatMap((each) => evaluator.member(of, each)) : evaluator.collections.contents(of);
    return [...found, ...(fallback ?? [])];
  }
  if (of.kind === "object" && name === "copy") return [of];
  if (of.kind === "object" && isListing(name)) return [listed(of, name)];
  if (of.kind === "text" && name === "format") return [formatted(of, site)];
  if (of.kind === "text" && /^(?:trim|strip|toString|toLowerCase|lower|rstrip)$/.test(name)) return [of];
  return [UNKNOWN];
}

/** `items.map((item) => ({ Put: … }))`: a list of the function's results. */
function mapped(of: CodeValue, name: string, site: CallSite): readonly CodeValue[] {
  if (name === "filter" || name === "concat") return [of];
  const functions = site.arguments[0]?.values() ?? [];
  return functions.flatMap((each) =>
    each.kind === "function"
      ? [{ kind: "list", elements: each.function.returns.map((located) => ({ ...located, frame: undefined })) }]
      : [],
  );
}

function isListing(name: string): name is Listing {
  return /^(?:entries|items|keys|values)$/.test(name);
}
