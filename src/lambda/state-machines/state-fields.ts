import { didYouMean } from "../../aws/did-you-mean.ts";
import { spokenList } from "../../spoken-list.ts";
import { elementsOrSelf, numberOf, type ObjectValue, stringOf, type Value } from "../../terraform/index.ts";
import { MAX_NESTING, type StateProblem } from "./state-problem.ts";

/** Numbers of a retrier and their minimum. */
const RETRY_MINIMA: Readonly<Record<string, number>> = { IntervalSeconds: 1, MaxAttempts: 0, BackoffRate: 1 };

/** The names that exist with the prefix "States."; a state machine cannot define others there. */
const ERRORS = [
  ...["States.ALL", "States.HeartbeatTimeout", "States.Timeout", "States.TaskFailed", "States.Permissions"],
  ...["States.ResultPathMatchFailure", "States.ParameterPathFailure", "States.BranchFailed", "States.NoChoiceMatched"],
  ...["States.IntrinsicFailure", "States.ExceedToleratedFailureThreshold", "States.ItemReaderFailed"],
  ...["States.ResultWriterFailed", "States.DataLimitExceeded", "States.Runtime", "States.QueryEvaluationError"],
];

/** Errors of the Lambda integration, and those that people confuse them with. */
const LAMBDA_ERRORS = [
  ...["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.Unknown"],
  ...["Lambda.TooManyRequestsException", "Lambda.ClientExecutionTimeoutException", "Lambda.ResourceNotReadyException"],
];

/**
 * Service integrations that are not API actions (Step Functions developer guide, "Integrating services", 2026-11);
 * their names are case-sensitive.
 */
const INTEGRATIONS = [
  ...[
    "lambda:invoke",
    "sns:publish",
    "sqs:sendMessage",
    "events:putEvents",
    "states:startExecution",
    "batch:submitJob",
  ],
  ...["dynamodb:getItem", "dynamodb:putItem", "dynamodb:updateItem", "dynamodb:deleteItem", "ecs:runTask"],
  ...["glue:startJobRun", "athena:startQueryExecution", "athena:getQueryResults", "codebuild:startBuild"],
  ...["bedrock:invokeModel", "apigateway:invoke", "http:invoke", "eks:runJob", "sagemaker:createTrainingJob"],
];

const PATHS = ["InputPath", "OutputPath", "ResultPath", "ItemsPath", "SecondsPath", "TimestampPath"];
const TEMPLATES = ["Parameters", "ResultSelector", "ItemSelector", "Assign"];
const DURATIONS = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];

/** What determines how the fields of a state are read. */
export interface FieldSetting {
  /** Whether it uses JSONPath rather than JSONata. */
  readonly isJsonPath: boolean;
  /** Whether its executions are certainly express ones. */
  readonly isExpress: boolean;
}

/**
 * Mistakes in the fields of one state: numbers of retriers, names of errors, paths. Amazon States Language
 * specification, "Retrying after error", "Predefined Error Names", "Paths", "Payload Template" (2026-11).
 */
export function fieldProblems(
  { name, type, content }: { name: string; type: string | undefined; content: ObjectValue },
  { isJsonPath, isExpress }: FieldSetting,
): readonly StateProblem[] {
  const handlers = ["Retry", "Catch"].flatMap((field) => objectsIn(content.entries.get(field)));
  return [
    ...handlers.flatMap(numberProblems),
    ...handlers.flatMap(errorProblems),
    ...handlers.flatMap(allProblems),
    ...(type === "Wait" ? waitProblems(name, content) : []),
    ...(type === "Task" ? [...timeProblems(name, content), ...serviceProblems(name, content, { isExpress })] : []),
    ...(type === "Map" ? mapProblems(name, content, { isExpress }) : []),
    ...(isJsonPath ? pathProblems(content) : []),
  ];
}

function numberProblems({ entries }: ObjectValue): StateProblem[] {
  return Object.entries(RETRY_MINIMA).flatMap(([field, least]) => {
    const value = entries.get(field);
    if (value?.kind !== "known") return [];
    const number = typeof value.value === "string" ? undefined : numberOf(value);
    if (number !== undefined && number >= least) return [];
    return [{ place: value.place, message: `${field} of a retry must be a number of at least ${least}` }];
  });
}

function errorProblems({ entries }: ObjectValue): StateProblem[] {
  const errors = entries.get("ErrorEquals");
  if (!errors) return [];
  return elementsOrSelf(errors).elements.flatMap((error) => {
    const text = stringOf(error) ?? "";
    const known = text.startsWith("States.") ? ERRORS : text.startsWith("Lambda.") ? LAMBDA_ERRORS : undefined;
    if (!known || known.includes(text)) return [];
    const near = known.find((one) => one.toLowerCase() === text.toLowerCase()) ?? didYouMean(text, known);
    if (near === undefined) return [];
    return [
      {
        place: error.place,
        message: `There is no error "${text}"`,
        help: `Write "${near}"`,
        instead: { place: error.place, text: near },
      },
    ];
  });
}

/** States.ALL must be alone, as it matches every error. */
function allProblems({ entries }: ObjectValue): StateProblem[] {
  const errors = entries.get("ErrorEquals");
  const all = errors ? elementsOrSelf(errors).elements : [];
  const every = all.find((error) => stringOf(error) === "States.ALL");
  return every && all.length > 1
    ? [{ place: every.place, message: "States.ALL is listed with other errors, but must be the only one in its list" }]
    : [];
}

function timeProblems(name: string, { entries }: ObjectValue): StateProblem[] {
  const [timeout, heartbeat] = ["TimeoutSeconds", "HeartbeatSeconds"].map((field) => entries.get(field));
  const [longest, beat] = [timeout, heartbeat].map((value) => value && numberOf(value));
  const found = [timeout, heartbeat].flatMap((value): StateProblem[] =>
    value && numberOf(value) === 0
      ? [{ place: value.place, message: `A time of "${name}" is 0 s, but must be at least 1` }]
      : [],
  );
  if (heartbeat && longest !== undefined && beat !== undefined && beat >= longest && beat > 0)
    found.push({
      place: heartbeat.place,
      message: `HeartbeatSeconds of "${name}" is ${beat}, but must be less than TimeoutSeconds, which is ${longest}`,
    });
  return found;
}

const TOKEN = ".waitForTaskToken";

/**
 * The ways in which a task waits for its service (AWS Step Functions developer guide, Integrating services, 2026-11).
 */
const WAYS = [".sync", ".sync:2", TOKEN];

function serviceProblems(
  name: string,
  content: ObjectValue,
  { isExpress }: Pick<FieldSetting, "isExpress">,
): StateProblem[] {
  const resource = content.entries.get("Resource");
  const [, called = "", suffix = ""] =
    /^arn:[^:]*:states:[^:]*:[^:]*:([\w-]+:[\w:-]+?)(\.[\w.:]+)?$/.exec(resource ? (stringOf(resource) ?? "") : "") ??
    [];
  if (!resource || called === "") return [];
  const near = INTEGRATIONS.find((one) => one !== called && one.toLowerCase() === called.toLowerCase());
  if (near !== undefined)
    return [
      {
        place: resource.place,
        message: `There is no integration "${called}", but "${near}"`,
        instead: { place: resource.place, text: (stringOf(resource) ?? "").replace(called, near) },
      },
    ];
  if (suffix !== "" && !WAYS.includes(suffix) && !called.startsWith("activity:")) return [unknownWay(resource, suffix)];
  if (isExpress && suffix !== "")
    return [
      { place: resource.place, message: `"${name}" waits with ${suffix}, which express state machines do not support` },
    ];
  const given = content.entries.get("Parameters") ?? content.entries.get("Arguments");
  if (suffix === TOKEN && !content.open && !mayHoldToken(given, 0))
    return [
      {
        place: resource.place,
        message: `"${name}" waits for its task token, but passes it to nobody who could send it back`,
      },
    ];
  if (called !== "lambda:invoke" || given?.kind !== "object" || given.open) return [];
  if (["FunctionName", "FunctionName.$"].some((field) => given.entries.has(field))) return [];
  return [{ place: given.place, message: `"${name}" calls a function, but has no FunctionName` }];
}

function unknownWay(resource: Value, suffix: string): StateProblem {
  const text = stringOf(resource) ?? "";
  const near = WAYS.find((way) => way.toLowerCase() === suffix.toLowerCase()) ?? "";
  return {
    place: resource.place,
    message: `"${text}" ends with ${suffix}, but Step Functions knows only ${spokenList(WAYS)} there`,
    instead: { place: resource.place, text: text.slice(0, -suffix.length) + near },
  };
}

/** Whether a template may pass on the task token: an unknown value may, and so does the whole context object. */
function mayHoldToken(value: Value | undefined, level: number): boolean {
  if (!value || value.kind === "null") return false;
  if (level > MAX_NESTING) return true;
  if (value.kind === "list") return value.open || value.elements.some((one) => mayHoldToken(one, level + 1));
  if (value.kind === "object")
    return value.open || [...value.entries.values()].some((one) => mayHoldToken(one, level + 1));
  if (value.kind === "template")
    return value.parts.some((part) => typeof part === "string" && /\$\$|[cC]ontext/.test(part));
  if (value.via) return false;
  const text = stringOf(value);
  return text === undefined || /\$\$|[cC]ontext/.test(text);
}

function mapProblems(
  name: string,
  { entries }: ObjectValue,
  { isExpress }: Pick<FieldSetting, "isExpress">,
): StateProblem[] {
  const processor = entries.get("ItemProcessor");
  const config = processor?.kind === "object" ? processor.entries.get("ProcessorConfig") : undefined;
  if (config?.kind !== "object" || config.open) return [];
  const mode = config.entries.get("Mode");
  if (!mode || stringOf(mode) !== "DISTRIBUTED") return [];
  if (isExpress)
    return [{ place: mode.place, message: `"${name}" is distributed, which express state machines do not support` }];
  return config.entries.has("ExecutionType")
    ? []
    : [{ place: config.place, message: `"${name}" is distributed, but has no ExecutionType` }];
}

function waitProblems(name: string, { entries, open, place }: ObjectValue): StateProblem[] {
  const seconds = entries.get("Seconds");
  const text = seconds?.kind === "known" ? stringOf(seconds) : undefined;
  if (seconds && text?.startsWith("$"))
    return [{ place: seconds.place, message: `Seconds of "${name}" is the path "${text}": write SecondsPath` }];
  if (open || DURATIONS.some((field) => entries.has(field))) return [];
  return [{ place, message: `Wait "${name}" has none of ${DURATIONS.join(", ")}` }];
}

function pathProblems(content: ObjectValue): StateProblem[] {
  const paths = PATHS.flatMap((field) => pathProblem(field, content.entries.get(field)));
  const choices = objectsIn(content.entries.get("Choices")).flatMap((choice) => variableProblems(choice, 0));
  const results = objectsIn(content.entries.get("Catch")).flatMap(({ entries }) =>
    pathProblem("ResultPath", entries.get("ResultPath")),
  );
  const assigning = ["Choices", "Catch"].flatMap((field) => objectsIn(content.entries.get(field)));
  const templates = [
    ...TEMPLATES.map((field) => content.entries.get(field)),
    ...assigning.map(({ entries }) => entries.get("Assign")),
  ].flatMap((template) => templateProblems(template, 0));
  return [...paths, ...results, ...choices, ...templates];
}

function pathProblem(field: string, path: Value | undefined): StateProblem[] {
  const text = path?.kind === "known" ? stringOf(path) : undefined;
  if (!path || text === undefined || text.startsWith("$") || text.startsWith("States.")) return [];
  return [
    {
      place: path.place,
      message: `${field} is "${text}", but a path begins with $`,
      instead: { place: path.place, text: `$.${text}` },
    },
  ];
}

/** The variables that a choice compares, including those below And, Or and Not. */
function variableProblems({ entries }: ObjectValue, level: number): StateProblem[] {
  if (level > MAX_NESTING) return [];
  const inner = ["And", "Or", "Not"].flatMap((field) => objectsIn(entries.get(field)));
  return [
    ...pathProblem("Variable", entries.get("Variable")),
    ...inner.flatMap((one) => variableProblems(one, level + 1)),
  ];
}

/** Fields that people pass the whole input in; elsewhere a dollar sign may be literal. */
const WHOLE_INPUTS: ReadonlySet<string> = new Set(["Payload", "Input", "Message", "MessageBody"]);

/** In a payload template a name that ends with ".$" takes a path, and any other name takes a literal value. */
function templateProblems(template: Value | undefined, level: number): StateProblem[] {
  if (level > MAX_NESTING) return [];
  if (template?.kind === "list") return template.elements.flatMap((one) => templateProblems(one, level + 1));
  if (template?.kind !== "object") return [];
  return [...template.entries].flatMap(([name, value]): StateProblem[] => {
    // services that are called have paths of their own, such as EventBridge's InputPath and InputPathsMap
    if (/path/i.test(name) && !name.endsWith(".$")) return [];
    const text = value.kind === "known" ? stringOf(value) : undefined;
    if (text === undefined) return templateProblems(value, level + 1);
    const isPath = text.startsWith("$") || text.startsWith("States.");
    if (name.endsWith(".$") && !isPath)
      return [
        {
          place: value.place,
          message: `"${name}" takes a path, which begins with $, but gets "${text}"`,
          instead: { place: value.place, text: `$.${text}` },
        },
      ];
    if (!name.endsWith(".$") && (/^\${1,2}\./.test(text) || (text === "$" && WHOLE_INPUTS.has(name))))
      return [
        {
          place: value.place,
          message: `"${name}" is the literal text "${text}", not a path: write "${name}.$"`,
          ...atKey(template, name, `${name}.$`),
        },
      ];
    return [];
  });
}

function atKey({ keyPlaces }: ObjectValue, name: string, text: string): Pick<StateProblem, "instead"> {
  const place = keyPlaces?.get(name);
  return place ? { instead: { place, text } } : {};
}

function objectsIn(value: Value | undefined): readonly ObjectValue[] {
  if (!value) return [];
  return elementsOrSelf(value).elements.filter((element) => element.kind === "object");
}
