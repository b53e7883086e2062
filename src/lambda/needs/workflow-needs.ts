import { iamPrefixOf, operationPermissions } from "../../aws/sdk-operations.ts";
import { arnText } from "../../iam/index.ts";
import { jsonContent, type Place, partPlace, type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { namedResources } from "../names/identify.ts";
import { integrationOf, isLambdaTask, type State, stateGroups, taskFunction } from "../state-machines/state-machine.ts";

/** An action that a state of a state machine calls with the machine's role. */
export interface WorkflowNeed {
  readonly state: State;
  /** `sqs:SendMessage` */
  readonly action: string;
  /** The ARN of what it is called on, with `${}` for unknown parts; `*` where nothing is known of it. */
  readonly pattern: string;
  /** The resource, if it is in the configuration. */
  readonly resource: Resource | undefined;
  /** Its attribute that `pattern` describes: that of a function's version is qualified_arn. */
  readonly attribute?: "arn" | "qualified_arn";
}

interface Integration {
  readonly action: string;
  /** The parameter that names what it is called on, and the types of resources that this may be. */
  readonly parameter?: string;
  readonly types?: readonly string[];
}

const TABLE = { parameter: "TableName", types: ["aws_dynamodb_table"] } as const;

/**
 * The actions behind optimized integrations (Step Functions developer guide, Integrating optimized services: the IAM
 * policies on the page of each service, 2026-11). Only those that a task calls whatever its parameters are.
 */
const INTEGRATIONS: Readonly<Record<string, Integration>> = {
  "sns:publish": { action: "sns:Publish", parameter: "TopicArn", types: ["aws_sns_topic"] },
  "sqs:sendMessage": { action: "sqs:SendMessage", parameter: "QueueUrl", types: ["aws_sqs_queue"] },
  "dynamodb:getItem": { action: "dynamodb:GetItem", ...TABLE },
  "dynamodb:putItem": { action: "dynamodb:PutItem", ...TABLE },
  "dynamodb:updateItem": { action: "dynamodb:UpdateItem", ...TABLE },
  "dynamodb:deleteItem": { action: "dynamodb:DeleteItem", ...TABLE },
  "states:startExecution": {
    action: "states:StartExecution",
    parameter: "StateMachineArn",
    types: ["aws_sfn_state_machine"],
  },
  "events:putEvents": { action: "events:PutEvents" },
  "ecs:runTask": { action: "ecs:RunTask" },
  "batch:submitJob": { action: "batch:SubmitJob" },
  "glue:startJobRun": { action: "glue:StartJobRun" },
  "codebuild:startBuild": { action: "codebuild:StartBuild" },
  "athena:startQueryExecution": { action: "athena:StartQueryExecution" },
  "bedrock:invokeModel": { action: "bedrock:InvokeModel" },
};

/** `arn:aws:states:::sqs:sendMessage.waitForTaskToken` */
const INTEGRATION = /^arn:[^:]*:states:::([\w-]+(?::[\w-]+)+)(\.[\w:]+)?$/;

/** The rules of EventBridge through which Step Functions learns that what it waits for has ended (the same pages). */
const RULES: Readonly<Record<string, string>> = {
  "states:startExecution": "StepFunctionsGetEventsForStepFunctionsExecutionRule",
  "ecs:runTask": "StepFunctionsGetEventsForECSTaskRule",
  "batch:submitJob": "StepFunctionsGetEventsForBatchJobsRule",
};
const RULE_ACTIONS = ["events:PutTargets", "events:PutRule", "events:DescribeRule"] as const;

/** A reason why a state machine may need more than its states are known to need. */
export interface WorkflowGap {
  /** A clause for a sentence. */
  readonly why: string;
  readonly at: Place;
}

/**
 * Integrations that need more than the action that they are named after: they pass a role, or read what is named
 * elsewhere.
 */
const NEEDING_MORE: ReadonlySet<string> = new Set(["ecs:runTask", "athena:startQueryExecution", "bedrock:invokeModel"]);

/** The reasons why `workflowNeeds` may not be all. */
export function workflowGaps(machine: Resource): readonly WorkflowGap[] {
  const at = machine.body.place("definition");
  const content = jsonContent(machine.body.value("definition"));
  const groups = content ? stateGroups(content) : [];
  if (groups.length === 0) return [{ why: "its definition is not known", at }];
  const open = groups.some(({ isComplete }) => !isComplete) ? [{ why: "not all of its states are known", at }] : [];
  const states = groups.flatMap((group) => group.states).filter((state) => !isWhollyKnown(state));
  return [
    ...open,
    ...states.map(({ name, place }) => ({
      why: `what the state "${name}" needs is not known as a whole`,
      at: partPlace(at, place),
    })),
  ];
}

function isWhollyKnown(state: State): boolean {
  const { type, content } = state;
  const { entries, open } = content;
  if (type === "Map") return !entries.has("ItemReader") && !entries.has("ResultWriter") && !isDistributed(content);
  if (type !== "Task") return type !== undefined;
  const resource = entries.get("Resource");
  if (open || !resource || entries.has("Credentials")) return false;
  const text = integrationOf(resource);
  if (/^arn:[^:]*:states:[^:]*:[^:]*:activity:/.test(text)) return true;
  const [, called = "", how = ""] = INTEGRATION.exec(text) ?? [];
  if (called === "" || called === "lambda:invoke") return isLambdaTask(state);
  const [kind, service = "", operation = ""] = called.split(":");
  if (kind === "aws-sdk") {
    const prefix = iamPrefixOf("go", service);
    const passesRole = [...parametersOf(content).keys()].some((name) => /Role(?:Arn)?(?:\.\$)?$/.test(name));
    return prefix !== undefined && operationPermissions(prefix, operation)?.kind === "all" && !passesRole;
  }
  return Object.hasOwn(INTEGRATIONS, called) && !NEEDING_MORE.has(called) && !how.startsWith(".sync");
}

function isDistributed({ entries }: State["content"]): boolean {
  const processor = entries.get("ItemProcessor") ?? entries.get("Iterator");
  const config = processor?.kind === "object" ? processor.entries.get("ProcessorConfig") : undefined;
  const mode = config?.kind === "object" ? config.entries.get("Mode") : undefined;
  return config !== undefined && (mode ? stringOf(mode) : undefined) !== "INLINE";
}

/** What the states of a state machine need of its role. What is not certain to be needed is left out. */
export function workflowNeeds(machine: Resource): readonly WorkflowNeed[] {
  const content = jsonContent(machine.body.value("definition"));
  const states = content ? stateGroups(content).flatMap((group) => group.states) : [];
  // a task with its own credentials uses another role
  return states
    .filter(({ type, content: { entries, open } }) => type === "Task" && !open && !entries.has("Credentials"))
    .flatMap(needsOfTask);
}

function needsOfTask(state: State): readonly WorkflowNeed[] {
  if (isLambdaTask(state)) return functionNeeds(state);
  const written = state.content.entries.get("Resource");
  const [, called = "", how = ""] = INTEGRATION.exec(written ? integrationOf(written) : "") ?? [];
  const [kind, service = "", operation = ""] = called.split(":");
  if (kind === "aws-sdk") return operationNeeds(state, service, operation);
  const integration = Object.hasOwn(INTEGRATIONS, called) ? INTEGRATIONS[called] : undefined;
  if (!integration) return [];
  const { action, parameter, types } = integration;
  const given = parameter === undefined ? undefined : parameterOf(state, parameter);
  const rule = how.startsWith(".sync") && Object.hasOwn(RULES, called) ? RULES[called] : undefined;
  const pattern = `arn:\${Partition}:events:\${Region}:\${Account}:rule/${rule}`;
  const waiting = rule === undefined ? [] : RULE_ACTIONS;
  return [
    { state, action, ...targetOf(given, new Set(types)) },
    ...waiting.map((each) => ({ state, action: each, pattern, resource: undefined })),
  ];
}

function functionNeeds(state: State): readonly WorkflowNeed[] {
  const named = taskFunction(state);
  const target = targetOf(named, new Set(["aws_lambda_function"]));
  return [{ state, action: "lambda:InvokeFunction", ...target }];
}

/** An operation of any service: `arn:aws:states:::aws-sdk:s3:getObject`. */
function operationNeeds(state: State, service: string, operation: string): readonly WorkflowNeed[] {
  const prefix = iamPrefixOf("go", service);
  const permissions = prefix === undefined ? undefined : operationPermissions(prefix, operation);
  if (permissions?.kind !== "all") return [];
  return permissions.actions.map((action) => ({ state, action, pattern: "*", resource: undefined }));
}

function parameterOf({ content }: State, name: string): Value | undefined {
  return parametersOf(content).get(name);
}

function parametersOf({ entries }: State["content"]): ReadonlyMap<string, Value> {
  const parameters = entries.get("Parameters") ?? entries.get("Arguments");
  return parameters?.kind === "object" ? parameters.entries : new Map<string, Value>();
}

function targetOf(value: Value | undefined, types: ReadonlySet<string>): Omit<WorkflowNeed, "state" | "action"> {
  const unknown = { pattern: "*", resource: undefined };
  if (!value) return unknown;
  const [resource] = namedResources(value, types);
  // text after the reference is a qualifier, which has its own ARN
  if (resource && value.via?.resource === resource) {
    const attribute = value.via.path[0] === "qualified_arn" ? "qualified_arn" : "arn";
    return { pattern: arnText(resource.attribute(attribute, value.place)), resource, attribute };
  }
  const text = resource ? undefined : stringOf(value);
  return text !== undefined && /^arn:[^*?]*$/.test(text) && !text.includes("{%")
    ? { pattern: text, resource: undefined }
    : unknown;
}
