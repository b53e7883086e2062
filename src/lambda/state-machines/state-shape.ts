import { elementsOrSelf, type ObjectValue, type Place, stringOf } from "../../terraform/index.ts";

interface ShapeProblem {
  readonly place: Place;
  readonly message: string;
  readonly help?: string;
}

interface ShapedState {
  readonly name: string;
  readonly type: string;
  readonly content: ObjectValue;
  readonly place: Place;
}

const NAME_MAX = 80;
const DURATIONS = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
/** Fields that exclude the field of the same name that ends in "Path". */
const WITH_PATHS = ["TimeoutSeconds", "HeartbeatSeconds", "MaxConcurrency", "ToleratedFailurePercentage"];
/** The types of states that can be retried. */
const TRIED = ["Task", "Parallel", "Map"];
/** The comparison operators in the rules of a Choice. */
const COMPARATOR =
  /^(?:(?:String|Numeric|Timestamp)(?:Equals|(?:Less|Greater)Than(?:Equals)?)(?:Path)?|StringMatches|BooleanEquals(?:Path)?|Is(?:Null|Present|Numeric|String|Boolean|Timestamp))$/;

/** The parameters that integrations require; their names may end with ".$". */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  "dynamodb:getItem": ["TableName", "Key"],
  "dynamodb:putItem": ["TableName", "Item"],
  "ecs:runTask": ["TaskDefinition"],
  "events:putEvents": ["Entries"],
  "glue:startJobRun": ["JobName"],
  "lambda:invoke": ["FunctionName"],
  "sns:publish": ["Message"],
  "sqs:sendMessage": ["QueueUrl", "MessageBody"],
  "states:startExecution": ["StateMachineArn"],
};
/** Integrations that respond immediately, so that a task cannot wait for a job. */
const NO_JOBS = /^(?:lambda|sns|sqs|dynamodb|events|apigateway|aws-sdk):/;

/**
 * Missing and surplus parts of a state, whatever its values are (AWS Step Functions developer guide, "State types",
 * "Handling errors", "Integrating services", 2026-11; the API's answers as cdk-preflight has them, 2026-09).
 */
export function shapeProblems({
  type,
  ...other
}: Omit<ShapedState, "type"> & { type: string | undefined }): readonly ShapeProblem[] {
  if (other.content.open || type === undefined) return [];
  const state = { ...other, type };
  return [
    ...nameProblems(state),
    ...transitionProblems(state),
    ...handlerProblems(state),
    ...doubled(state),
    ...(state.type === "Choice" ? choiceProblems(state) : []),
    ...(state.type === "Parallel" ? emptyList(state, "Branches") : []),
    ...(state.type === "Task" ? taskProblems(state) : []),
  ];
}

function nameProblems({ name, place }: ShapedState): ShapeProblem[] {
  if (name.length <= NAME_MAX) return [];
  return [
    { place, message: `The name "${name.slice(0, 30)}…" has ${name.length} characters, and may have ${NAME_MAX}` },
  ];
}

function transitionProblems({ name, type, content: { entries } }: ShapedState): ShapeProblem[] {
  if (!["Choice", "Succeed", "Fail"].includes(type)) return [];
  return ["Next", "End"].flatMap((field) => {
    const value = entries.get(field);
    if (value?.kind !== "known" || value.value === false) return [];
    return [{ place: value.place, message: `"${name}" is a ${type}, which has no ${field}` }];
  });
}

function handlerProblems({ name, type, content: { entries } }: ShapedState): ShapeProblem[] {
  return ["Retry", "Catch"].flatMap((field) => {
    const list = entries.get(field);
    if (!list) return [];
    if (!TRIED.includes(type)) return [{ place: list.place, message: `"${name}" is a ${type}, which has no ${field}` }];
    if (list.kind !== "list" || list.open) return [];
    return list.elements.flatMap((handler, index): ShapeProblem[] => {
      if (handler.kind !== "object" || handler.open) return [];
      const errors = handler.entries.get("ErrorEquals");
      const isNone = !errors || (errors.kind === "list" && !errors.open && errors.elements.length === 0);
      if (isNone)
        return [
          { place: (errors ?? handler).place, message: `A ${field} of "${name}" names no errors in ErrorEquals` },
        ];
      if (field === "Catch" && !handler.entries.has("Next"))
        return [{ place: handler.place, message: `A Catch of "${name}" has no Next` }];
      const all = elementsOrSelf(errors).elements.find((error) => stringOf(error) === "States.ALL");
      return all && index < list.elements.length - 1
        ? [
            {
              place: all.place,
              message: `States.ALL is not in the last ${field} of "${name}", and those after it are refused`,
            },
          ]
        : [];
    });
  });
}

/** Fields that exclude each other. */
function doubled({ name, type, content: { entries } }: ShapedState): ShapeProblem[] {
  const pairs = WITH_PATHS.map((field) => [field, `${field}Path`]);
  const sets = type === "Wait" ? [DURATIONS, ...pairs] : pairs;
  return sets.flatMap((fields) => {
    const [first, second] = fields.filter((field) => entries.has(field));
    const place = second === undefined ? undefined : entries.get(second)?.place;
    return place ? [{ place, message: `"${name}" has both ${first} and ${second}` }] : [];
  });
}

function emptyList({ name, content: { entries } }: ShapedState, field: string): ShapeProblem[] {
  const list = entries.get(field);
  const isEmpty = list?.kind === "list" && !list.open && list.elements.length === 0;
  return isEmpty ? [{ place: list.place, message: `"${name}" has no ${field}` }] : [];
}

function choiceProblems(state: ShapedState): ShapeProblem[] {
  const choices = state.content.entries.get("Choices");
  const rules = choices ? elementsOrSelf(choices).elements : [];
  return rules.flatMap((rule): ShapeProblem[] => {
    if (rule.kind !== "object" || rule.open) return [];
    if (!rule.entries.has("Next")) return [{ place: rule.place, message: `A rule of "${state.name}" has no Next` }];
    const [, second] = [...rule.entries.keys()].filter((key) => COMPARATOR.test(key));
    const misfit = operandProblem(rule, state.name, 0);
    if (misfit) return [misfit];
    const place = second === undefined ? undefined : rule.entries.get(second)?.place;
    return place
      ? [{ place, message: `A rule of "${state.name}" compares twice, also by ${second}: And takes several rules` }]
      : [];
  });
}

/** The kind of value that a comparison takes. */
const OPERANDS: readonly (readonly [comparator: RegExp, kind: "number" | "boolean" | "string"])[] = [
  [/Path$/, "string"],
  [/^Numeric/, "number"],
  [/^(?:Boolean|Is[A-Z])/, "boolean"],
  [/^(?:String|Timestamp)/, "string"],
];
const MAX_RULES = 20;

/** A comparison with a value of the wrong kind, in a rule or below its And, Or and Not. */
function operandProblem({ entries }: ObjectValue, name: string, level: number): ShapeProblem | undefined {
  for (const [field, value] of entries) {
    const kind = COMPARATOR.test(field) ? OPERANDS.find(([comparator]) => comparator.test(field))?.[1] : undefined;
    if (kind && value.kind === "known" && typeof value.value !== kind)
      return {
        place: value.place,
        message: `${field} of a rule of "${name}" takes a ${kind}`,
        help: `Write a ${kind}`,
      };
    const inner = ["And", "Or", "Not"].includes(field) && level < MAX_RULES ? elementsOrSelf(value).elements : [];
    const problem = inner
      .filter((rule) => rule.kind === "object")
      .map((rule) => operandProblem(rule, name, level + 1))
      .find((one) => one !== undefined);
    if (problem) return problem;
  }
  return undefined;
}

function taskProblems({ name, content: { entries }, place }: ShapedState): ShapeProblem[] {
  const resource = entries.get("Resource");
  if (!resource)
    return [{ place, message: `"${name}" is a Task, but has no Resource`, help: "Name what it calls in Resource" }];
  const text = stringOf(resource);
  if (text === undefined) return [];
  const found = (message: string, at = resource.place): ShapeProblem[] => [{ place: at, message }];
  if (!text.startsWith("arn:") && !text.includes("${"))
    return found(`The Resource of "${name}" is "${text}", which is no ARN`);
  const [, called = "", suffix] = /^arn:[^:]*:states:[^:]*:[^:]*:([\w-]+:[\w:-]+?)(\.[\w.:]+)?$/.exec(text) ?? [];
  if (suffix?.startsWith(".sync") && NO_JOBS.test(called))
    return found(`"${name}" waits with ${suffix} for ${called}, which has no job to wait for`);
  const required = REQUIRED[called];
  const given = entries.get("Parameters") ?? entries.get("Arguments");
  if (!required) return [];
  if (!given) return found(`"${name}" calls ${called} without ${required.join(" and ")}`);
  // lambda:invoke without a function has its own message
  if (called === "lambda:invoke" || given.kind !== "object" || given.open) return [];
  const missing = required.filter((field) => !given.entries.has(field) && !given.entries.has(`${field}.$`));
  return missing.length === 0 ? [] : found(`"${name}" calls ${called} without ${missing.join(" and ")}`, given.place);
}
