import { didYouMean } from "../../aws/did-you-mean.ts";
import { elementsOrSelf, type ObjectValue, stringOf, type Value } from "../../terraform/index.ts";
import { MAX_NESTING, type StateProblem } from "./state-problem.ts";

/** In what a state machine or state writes paths and expressions; "unknown" if `QueryLanguage` is not known. */
export type QueryLanguage = "JSONPath" | "JSONata" | "unknown";

interface LanguageSetting {
  /** The language of the whole definition. */
  readonly outer: QueryLanguage;
}

interface LanguageState {
  readonly name: string;
  readonly type: string | undefined;
  readonly content: ObjectValue;
}

/** Fields of states that use JSONPath, and what a state with JSONata has for them. */
const OF_PATHS: ReadonlyMap<string, string> = new Map([
  ["InputPath", "Arguments"],
  ["Parameters", "Arguments"],
  ["ResultSelector", "Output"],
  ["ResultPath", "Output"],
  ["OutputPath", "Output"],
  ["ItemsPath", "Items"],
  ...[
    ...["Seconds", "Timestamp", "TimeoutSeconds", "HeartbeatSeconds", "MaxConcurrency", "Error", "Cause"],
    ...["ToleratedFailureCount", "ToleratedFailurePercentage"],
  ].map((field): [string, string] => [`${field}Path`, field]),
]);

/** Fields of states that use JSONata, and what a state with JSONPath has for them. */
const OF_EXPRESSIONS: ReadonlyMap<string, string> = new Map([
  ["Arguments", "Parameters"],
  ["Output", "ResultSelector, ResultPath and OutputPath"],
  ["Items", "ItemsPath"],
]);

/** Step Functions developer guide, "Intrinsic functions for JSONPath states" (2026-11). */
const INTRINSICS = [
  ...["Array", "ArrayPartition", "ArrayContains", "ArrayRange", "ArrayGetItem", "ArrayLength", "ArrayUnique"],
  ...["Base64Encode", "Base64Decode", "Hash", "JsonMerge", "StringToJson", "JsonToString", "MathRandom", "MathAdd"],
  ...["StringSplit", "UUID", "Format"],
].map((name) => `States.${name}`);

/** The language of a definition or a state, which has that of what is around it unless it says otherwise. */
export function languageOf({ entries, open }: ObjectValue, outer: QueryLanguage): QueryLanguage {
  const language = entries.get("QueryLanguage");
  if (!language) return open ? "unknown" : outer;
  const text = stringOf(language);
  return text === "JSONPath" || text === "JSONata" ? text : "unknown";
}

/**
 * Fields of a state that its query language does not have, and expressions that are none. AWS Step Functions developer
 * guide, "State machine structure", "Transforming data with JSONata" (2026-11).
 */
export function languageProblems(state: LanguageState, { outer }: LanguageSetting): readonly StateProblem[] {
  const { name, content } = state;
  const own = content.entries.get("QueryLanguage");
  if (own && outer === "JSONata" && stringOf(own) === "JSONPath")
    return [
      {
        place: own.place,
        message: `"${name}" is to use JSONPath, which a state may not where the definition uses JSONata`,
        help: "Write the state with JSONata, or let the definition use JSONPath and single states JSONata",
      },
    ];
  const language = languageOf(content, outer);
  if (language === "unknown") return [];
  return [
    ...foreignFields(state, language, outer),
    ...(state.type === "Choice" ? foreignRules(state, language) : []),
    ...(language === "JSONata" ? expressionProblems(content, 0) : intrinsicProblems(content, 0)),
  ];
}

function foreignFields(
  { name, type, content }: LanguageState,
  language: QueryLanguage,
  outer: QueryLanguage,
): StateProblem[] {
  const foreign = language === "JSONata" ? OF_PATHS : OF_EXPRESSIONS;
  const [found] = [...foreign.keys()].filter((field) => isGiven(content.entries.get(field)));
  const place = found === undefined ? undefined : content.entries.get(found)?.place;
  if (found === undefined || !place) return [];
  const instead = (found === "Parameters" && ITS_INPUT.get(type)) || foreign.get(found);
  const other = language === "JSONPath" ? "JSONata" : outer === "JSONata" ? undefined : "JSONPath";
  return [
    {
      place,
      message: `"${name}" uses ${language}, which has no ${found}`,
      help: `Write ${instead}${other === undefined ? "" : `, or set QueryLanguage = "${other}" in the state`}`,
    },
  ];
}

/** What some types of states have with JSONata for their Parameters. */
const ITS_INPUT: ReadonlyMap<string | undefined, string> = new Map([
  ["Map", "ItemSelector"],
  ["Pass", "Output"],
]);

/** Rules of a choice: one condition with JSONata, and a variable that is compared with JSONPath. */
function foreignRules({ name, content }: LanguageState, language: QueryLanguage): StateProblem[] {
  const choices = content.entries.get("Choices");
  const rules = choices ? elementsOrSelf(choices).elements.filter((rule) => rule.kind === "object") : [];
  return rules.flatMap((rule): StateProblem[] => {
    const condition = rule.entries.get("Condition");
    if (language === "JSONPath")
      return condition
        ? [
            {
              place: condition.place,
              message: `A rule of "${name}" has a Condition, which takes JSONata`,
              help: 'Compare a Variable, or set QueryLanguage = "JSONata" in the state',
            },
          ]
        : [];
    return condition || rule.open
      ? []
      : [
          {
            place: rule.place,
            message: `A rule of "${name}", which uses JSONata, has no Condition`,
            help: "Write Condition with an expression within {% and %}",
          },
        ];
  });
}

function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value.kind !== "null";
}

/** Texts that begin or end as an expression of JSONata, but not both. */
function expressionProblems(value: Value, level: number): StateProblem[] {
  if (level > MAX_NESTING) return [];
  return partsOf(value).flatMap((part) => {
    const text = part.kind === "known" ? stringOf(part) : undefined;
    if (text === undefined) return expressionProblems(part, level + 1);
    if (text.trimStart().startsWith("{%") === text.trimEnd().endsWith("%}")) return [];
    return [
      {
        place: part.place,
        message: "An expression of JSONata is not within {% and %}",
        help: "Begin the text with {% and end it with %}",
      },
    ];
  });
}

function intrinsicProblems(value: Value, level: number): StateProblem[] {
  if (level > MAX_NESTING) return [];
  return partsOf(value).flatMap((part) => {
    const text = part.kind === "known" ? stringOf(part) : undefined;
    if (text === undefined) return intrinsicProblems(part, level + 1);
    if (!text.startsWith("States.")) return [];
    // texts within the call may say anything
    const called = text.replace(/'(?:[^'\\]|\\.)*'?/g, "''").match(/States\.\w+(?=\s*\()/g) ?? [];
    const wrong = called.find((one) => !INTRINSICS.includes(one));
    const near = wrong && didYouMean(wrong, INTRINSICS);
    if (!wrong || near === undefined) return [];
    return [
      {
        place: part.place,
        message: `There is no function ${wrong}, but ${near}`,
        instead: { place: part.place, text: text.replace(wrong, near) },
      },
    ];
  });
}

/** States of their own are inside these fields. */
const MACHINES: ReadonlySet<string> = new Set(["Branches", "Iterator", "ItemProcessor"]);

function partsOf(value: Value): readonly Value[] {
  if (value.kind === "list") return value.elements;
  return value.kind === "object"
    ? [...value.entries].flatMap(([name, entry]) => (MACHINES.has(name) || name === "Comment" ? [] : [entry]))
    : [];
}
