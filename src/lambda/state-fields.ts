import { didYouMean } from "../aws/did-you-mean.ts";
import { elementsOrSelf, numberOf, type Place, stringOf, type Value } from "../terraform/index.ts";

type ObjectValue = Extract<Value, { kind: "object" }>;

interface FieldProblem {
  readonly place: Place;
  readonly message: string;
}

/** Nesting beyond this is not followed. */
const MAX_NESTING = 50;

/** Numbers of a retrier, and the least that each may be. */
const RETRY_MINIMA: Readonly<Record<string, number>> = { IntervalSeconds: 1, MaxAttempts: 0, BackoffRate: 1 };

/** The names under "States." that exist; a state machine cannot have others of its own there. */
const ERRORS = [
  ...["States.ALL", "States.HeartbeatTimeout", "States.Timeout", "States.TaskFailed", "States.Permissions"],
  ...["States.ResultPathMatchFailure", "States.ParameterPathFailure", "States.BranchFailed", "States.NoChoiceMatched"],
  ...["States.IntrinsicFailure", "States.ExceedToleratedFailureThreshold", "States.ItemReaderFailed"],
  ...["States.ResultWriterFailed", "States.DataLimitExceeded", "States.Runtime", "States.QueryEvaluationError"],
];

const PATHS = ["InputPath", "OutputPath", "ResultPath", "ItemsPath", "SecondsPath", "TimestampPath"];
const TEMPLATES = ["Parameters", "ResultSelector", "ItemSelector"];
const DURATIONS = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];

/**
 * What is wrong in the fields of one state: numbers of retriers, names of errors, paths. Amazon States Language
 * specification, "Retrying after error", "Predefined Error Names", "Paths", "Payload Template" (2026-11).
 * @param isJsonPath whether its data is taken by paths, and not by JSONata
 */
export function fieldProblems(
  { name, type, content }: { name: string; type: string | undefined; content: ObjectValue },
  isJsonPath: boolean,
): readonly FieldProblem[] {
  const handlers = ["Retry", "Catch"].flatMap((field) => objectsIn(content.entries.get(field)));
  return [
    ...handlers.flatMap(numberProblems),
    ...handlers.flatMap(errorProblems),
    ...(type === "Wait" ? waitProblems(name, content) : []),
    ...(isJsonPath ? pathProblems(content) : []),
  ];
}

function numberProblems({ entries }: ObjectValue): FieldProblem[] {
  return Object.entries(RETRY_MINIMA).flatMap(([field, least]) => {
    const value = entries.get(field);
    if (value?.kind !== "known") return [];
    const number = typeof value.value === "string" ? undefined : numberOf(value);
    if (number !== undefined && number >= least) return [];
    return [{ place: value.place, message: `${field} of a retry is a number from ${least} on` }];
  });
}

function errorProblems({ entries }: ObjectValue): FieldProblem[] {
  const errors = entries.get("ErrorEquals");
  if (!errors) return [];
  return elementsOrSelf(errors).elements.flatMap((error) => {
    const text = stringOf(error) ?? "";
    if (!text.startsWith("States.") || ERRORS.includes(text)) return [];
    const near = ERRORS.find((one) => one.toLowerCase() === text.toLowerCase()) ?? didYouMean(text, ERRORS);
    if (near === undefined) return [];
    return [{ place: error.place, message: `There is no error "${text}", but "${near}"` }];
  });
}

function waitProblems(name: string, { entries, open, place }: ObjectValue): FieldProblem[] {
  if (open || DURATIONS.some((field) => entries.has(field))) return [];
  return [{ place, message: `Wait "${name}" has none of ${DURATIONS.join(", ")}` }];
}

function pathProblems(content: ObjectValue): FieldProblem[] {
  const paths = PATHS.flatMap((field) => pathProblem(field, content.entries.get(field)));
  const choices = objectsIn(content.entries.get("Choices")).flatMap((choice) => variableProblems(choice, 0));
  const results = objectsIn(content.entries.get("Catch")).flatMap(({ entries }) =>
    pathProblem("ResultPath", entries.get("ResultPath")),
  );
  const templates = TEMPLATES.flatMap((field) => templateProblems(content.entries.get(field), 0));
  return [...paths, ...results, ...choices, ...templates];
}

function pathProblem(field: string, path: Value | undefined): FieldProblem[] {
  const text = path?.kind === "known" ? stringOf(path) : undefined;
  if (!path || text === undefined || text.startsWith("$") || text.startsWith("States.")) return [];
  return [{ place: path.place, message: `${field} is "${text}", and a path begins with $` }];
}

/** What a choice compares, also below And, Or and Not. */
function variableProblems({ entries }: ObjectValue, level: number): FieldProblem[] {
  if (level > MAX_NESTING) return [];
  const inner = ["And", "Or", "Not"].flatMap((field) => objectsIn(entries.get(field)));
  return [
    ...pathProblem("Variable", entries.get("Variable")),
    ...inner.flatMap((one) => variableProblems(one, level + 1)),
  ];
}

/** In a payload template a name that ends in ".$" takes a path, and any other name takes its value as it stands. */
function templateProblems(template: Value | undefined, level: number): FieldProblem[] {
  if (level > MAX_NESTING) return [];
  if (template?.kind === "list") return template.elements.flatMap((one) => templateProblems(one, level + 1));
  if (template?.kind !== "object") return [];
  return [...template.entries].flatMap(([name, value]): FieldProblem[] => {
    // services that are called take paths of their own, as EventBridge its InputPath and InputPathsMap
    if (/path/i.test(name) && !name.endsWith(".$")) return [];
    const text = value.kind === "known" ? stringOf(value) : undefined;
    if (text === undefined) return templateProblems(value, level + 1);
    const isPath = text.startsWith("$") || text.startsWith("States.");
    if (name.endsWith(".$") && !isPath)
      return [{ place: value.place, message: `"${name}" takes a path, which begins with $, and gets "${text}"` }];
    if (!name.endsWith(".$") && /^\${1,2}\./.test(text))
      return [
        { place: value.place, message: `"${name}" is the text "${text}" itself, and no path: write "${name}.$"` },
      ];
    return [];
  });
}

function objectsIn(value: Value | undefined): readonly ObjectValue[] {
  if (!value) return [];
  return elementsOrSelf(value).elements.filter((element) => element.kind === "object");
}
