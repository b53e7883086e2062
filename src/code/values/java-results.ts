import type { Evaluator } from "./evaluator.ts";
import { environmentCall, joined, printed, withFallback } from "./text-parts.ts";
import { type CallSite, type CodeValue, UNKNOWN } from "./value.ts";

/** Functions that return their first argument, or something that is as good as it. */
const GIVES_BACK =
  /^(?:Objects\.requireNonNull|Optional\.of(?:Nullable)?|String\.valueOf|URI\.create|URI|CompletableFuture\.completedFuture|Collections\.unmodifiable\w+|(?:List|Map|Set)\.copyOf)$/;
/** Methods of texts and lists that return what they are called on, as far as that matters. */
const SAME_TEXT = /^(?:trim|strip|toString|get|orElseThrow|intern|join)$/;
const SAME_LIST = /^(?:stream|parallelStream|toList|collect|iterator|sorted|distinct|join|get|orElseThrow)$/;

/** What a function of Java's standard library returns; undefined for others. */
export function javaLibraryResult(
  { source, path }: Extract<CodeValue, { kind: "external" }>,
  site: CallSite,
): readonly CodeValue[] | undefined {
  if (source !== "") return undefined;
  const name = path.join(".");
  const [first, second] = site.arguments;
  if (name === "System.getenv")
    return first ? environmentCall(site) : [{ kind: "external", source: "process", path: ["env"] }];
  if (name === "Objects.requireNonNullElse" && first && second) return withFallback([first.values(), second.values()]);
  if (name === "String.format") return first?.values().map((format) => printed(format, site)) ?? [UNKNOWN];
  return GIVES_BACK.test(name) ? (first?.values() ?? [UNKNOWN]) : undefined;
}

/** What a method of a text, a list or a map returns in Java; undefined for others. */
export function javaObjectResult(
  { of, name }: Extract<CodeValue, { kind: "method" }>,
  site: CallSite,
  evaluator: Evaluator,
): readonly CodeValue[] | undefined {
  const [first] = site.arguments;
  if (of.kind === "list") {
    if (name === "get" && first) return evaluator.collections.elements(of);
    return SAME_LIST.test(name) ? [of] : undefined;
  }
  if (of.kind !== "text") return undefined;
  if (name === "concat" && first) return first.values().map((end) => joined(of, end));
  if (name === "formatted") {
    const values = (): readonly CodeValue[] => [of];
    return [printed(of, { arguments: [{ name: undefined, isSpread: false, values }, ...site.arguments] })];
  }
  if (name === "orElse" && first) return withFallback([[of], first.values()]);
  if (name === "toLowerCase")
    return [{ kind: "text", parts: of.parts.map((part) => (typeof part === "string" ? part.toLowerCase() : part)) }];
  if (name === "orElseGet") return [of];
  return SAME_TEXT.test(name) ? [of] : [UNKNOWN];
}
