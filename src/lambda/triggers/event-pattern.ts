import { booleanOf, type ListValue, type ObjectValue, type Place, type Value } from "../../terraform/index.ts";

/** Something that EventBridge or Lambda refuses in an event pattern. */
export interface PatternProblem {
  readonly place: Place;
  /** One sentence without a full stop. */
  readonly message: string;
  /** A single value that should be in a list. */
  readonly single?: Value;
}

/** Deeper nesting is not checked. */
const MAX_NESTING = 100;
const COMPARISONS = new Set(["=", "<", "<=", ">", ">="]);

/** What pattern operators accept, in words for the message. */
const OPERATORS: ReadonlyMap<string, { readonly takes: string; readonly accepts: (value: Value) => boolean }> = new Map(
  [
    ["prefix", { takes: 'a string, or { "equals-ignore-case": … }', accepts: isTextOrIgnoringCase }],
    ["suffix", { takes: 'a string, or { "equals-ignore-case": … }', accepts: isTextOrIgnoringCase }],
    ["equals-ignore-case", { takes: "a string", accepts: isText }],
    ["wildcard", { takes: "a string", accepts: isText }],
    ["cidr", { takes: "a string", accepts: isText }],
    [
      "exists",
      { takes: "true or false", accepts: (value) => value.kind !== "known" || booleanOf(value) !== undefined },
    ],
    ["numeric", { takes: 'comparisons such as [">", 0, "<=", 5]', accepts: isComparison }],
    ["anything-but", { takes: "a string, a number, a list of them, or one more operator", accepts: isExcluded }],
  ],
);

/**
 * Mistakes in an event pattern, by the syntax that EventBridge rules, pipes and event source mappings share. Amazon
 * EventBridge user guide, "Comparison operators for use in event patterns" (2026-11). Unknown parts count as right.
 */
export function patternProblems(pattern: Value): readonly PatternProblem[] {
  if (isOpaque(pattern)) return [];
  if (pattern.kind !== "object") return [{ place: pattern.place, message: "An event pattern is a JSON object" }];
  if (pattern.entries.size === 0 && !pattern.open)
    return [{ place: pattern.place, message: "An event pattern without fields is refused" }];
  return fieldProblems(pattern, 0);
}

function fieldProblems(fields: ObjectValue, level: number): PatternProblem[] {
  if (level > MAX_NESTING) return [];
  return [...fields.entries].flatMap(([name, value]) => {
    if (isOpaque(value)) return [];
    if (name === "$or") return alternativeProblems(value, level);
    if (value.kind === "list") return value.elements.flatMap(matcherProblems).concat(emptyProblem(name, value));
    if (value.kind === "object") return fieldProblems(value, level + 1);
    return [
      {
        place: value.place,
        message: `The values that "${name}" may have must be a list, as in [${shown(value)}]`,
        single: value,
      },
    ];
  });
}

function alternativeProblems(value: Value, level: number): PatternProblem[] {
  if (value.kind !== "list" || (value.elements.length < 2 && !value.open))
    return [{ place: value.place, message: '"$or" takes a list of at least two patterns' }];
  return value.elements.flatMap((element) => {
    if (isOpaque(element)) return [];
    if (element.kind !== "object") return [{ place: element.place, message: '"$or" takes a list of patterns' }];
    return fieldProblems(element, level + 1);
  });
}

function emptyProblem(name: string, value: ListValue): PatternProblem[] {
  return value.elements.length === 0 && !value.open
    ? [{ place: value.place, message: `"${name}" has an empty list of values, which is refused` }]
    : [];
}

/** An element of a field's list: a value to equal, or an operator. */
function matcherProblems(matcher: Value): PatternProblem[] {
  if (matcher.kind === "list") return [{ place: matcher.place, message: "A list of values holds no lists" }];
  if (matcher.kind !== "object" || matcher.open) return [];
  const [[operator, operand] = [], ...more] = [...matcher.entries];
  if (operator === undefined || operand === undefined || more.length > 0)
    return [{ place: matcher.place, message: "An object in a list of values holds exactly one operator" }];
  const known = OPERATORS.get(operator);
  const place = matcher.keyPlaces?.get(operator) ?? matcher.place;
  if (!known)
    return [
      { place, message: `"${operator}" is not an operator of event patterns: ${[...OPERATORS.keys()].join(", ")}` },
    ];
  if (isOpaque(operand) || known.accepts(operand)) return [];
  return [{ place: operand.place, message: `"${operator}" takes ${known.takes}` }];
}

/** Whether too little is known of a value to judge it. */
function isOpaque(value: Value): boolean {
  return (
    value.kind === "unknown" ||
    value.kind === "choice" ||
    value.kind === "template" ||
    value.kind === "json" ||
    value.kind === "resource"
  );
}

function isText(value: Value): boolean {
  return isOpaque(value) || (value.kind === "known" && typeof value.value === "string");
}

function isTextOrIgnoringCase(value: Value): boolean {
  if (value.kind !== "object") return isText(value);
  const operand = value.entries.get("equals-ignore-case");
  return operand !== undefined && isText(operand);
}

function isComparison(value: Value): boolean {
  if (value.kind !== "list") return isOpaque(value);
  const { elements } = value;
  const isPaired = elements.length === 2 || elements.length === 4;
  return (
    isPaired &&
    elements.every((element, i) => {
      if (element.kind !== "known") return isOpaque(element);
      return i % 2 === 0 ? COMPARISONS.has(String(element.value)) : typeof element.value === "number";
    })
  );
}

function isExcluded(value: Value): boolean {
  if (value.kind === "list") return value.elements.every((element) => isOpaque(element) || element.kind === "known");
  if (value.kind !== "object") return isOpaque(value) || value.kind === "known";
  const names = ["prefix", "suffix", "equals-ignore-case", "wildcard"];
  return value.open || [...value.entries.keys()].every((name) => names.includes(name));
}

function shown(value: Value): string {
  if (value.kind !== "known") return "null";
  return typeof value.value === "string" ? JSON.stringify(value.value) : String(value.value);
}
