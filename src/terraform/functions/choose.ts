import { convert } from "../evaluation/conversion.ts";
import { known, unknown, type Value } from "../values/value.ts";
import { type CallContext, type FunctionTable, lenient, raw } from "./definition.ts";
import { isInvalid, knowledgeOf } from "./knowledge.ts";
import { invalid, notEvaluated } from "./refusal.ts";
import { isCertainText } from "./scalar.ts";
import { oneOf } from "./sequence.ts";

/** Functions that return one of their arguments, or tell whether one is valid. */
export const choosingFunctions: FunctionTable = {
  can: raw(1, ({ place }, value) => {
    const { validity } = knowledgeOf(value);
    return validity === "unsure" ? unknown("not-evaluated", place) : known(validity === "valid", place);
  }),
  coalesce: lenient(1, Number.POSITIVE_INFINITY, coalesce),
  try: raw(Number.POSITIVE_INFINITY, firstValid),
};

/**
 * The first argument that is neither null nor "". If one may be either, the result is a choice between it and those
 * that follow.
 */
function coalesce({ place }: CallContext, ...values: Value[]): Value {
  const possible: Value[] = [];
  const isText = values.some(
    (value) => (value.kind === "known" && typeof value.value === "string") || value.kind === "template",
  );
  const types = new Set(values.map((value) => (value.kind === "known" ? typeof value.value : undefined)));
  const hasNull = values.some(({ kind }) => kind === "null");
  if (!isText && !hasNull && types.has("number") && types.has("boolean")) return invalid();
  for (const value of values) {
    if (value.kind === "null" || (value.kind === "known" && value.value === "")) continue;
    possible.push(isText ? convert(value, { kind: "string" }) : value);
    if (isCertainText(value) || value.kind === "list" || value.kind === "object") break;
  }
  if (possible.some(isInvalid)) return invalid();
  return possible.length === 0
    ? values.every((value) => knowledgeOf(value).whole)
      ? invalid()
      : notEvaluated()
    : oneOf(possible, place);
}

/**
 * The first argument without an error. If one may have an error, the result is a choice between it and those that
 * follow.
 */
function firstValid({ place }: CallContext, ...values: Value[]): Value {
  const possible: Value[] = [];
  for (const value of values) {
    const { validity } = knowledgeOf(value);
    if (validity === "invalid") continue;
    // an argument that may fail is followed by the next one
    const isLast = value === values.at(-1);
    possible.push(
      ...(value.kind === "choice" && !(isLast && value.mayFail)
        ? value.options.filter((option) => knowledgeOf(option).validity !== "invalid")
        : [value]),
    );
    if (validity === "valid") break;
  }
  return possible.length === 0 ? unknown("invalid", place) : oneOf(possible, place);
}
