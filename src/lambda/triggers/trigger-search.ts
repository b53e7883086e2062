import { type BlockValue, elementsOrSelf, type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { namedResources } from "../names/identify.ts";
import { CONNECTIONS, type Connection, PERMISSION_PRINCIPALS } from "./connections.ts";
import type { Trigger, TriggerKind } from "./trigger.ts";

/** What the search needs of a stack. */
export interface ResourceSource {
  resources(type: string): readonly Resource[];
  data(type: string): readonly Resource[];
}

const SOURCE_TYPES = {
  sqs: ["aws_sqs_queue"],
  kinesis: ["aws_kinesis_stream", "aws_kinesis_stream_consumer"],
  dynamodb: ["aws_dynamodb_table"],
  msk: ["aws_msk_cluster", "aws_msk_serverless_cluster"],
  mq: ["aws_mq_broker"],
  documentdb: ["aws_docdb_cluster"],
} as const satisfies Partial<Record<TriggerKind, readonly string[]>>;

const ARN_SERVICES: ReadonlyMap<string, TriggerKind> = new Map([
  ["sqs", "sqs"],
  ["kinesis", "kinesis"],
  ["dynamodb", "dynamodb"],
  ["kafka", "msk"],
  ["mq", "mq"],
  ["rds", "documentdb"],
]);

/** Blocks that only mappings of one kind of source have. */
const SOURCE_BLOCKS: ReadonlyMap<string, TriggerKind> = new Map([
  ["self_managed_event_source", "self-managed-kafka"],
  ["document_db_event_source_config", "documentdb"],
  ["scaling_config", "sqs"],
]);

/** Types of resource that can be the source of a trigger, for finding that of a connection or permission. */
const ALL_SOURCES: ReadonlySet<string> = new Set([
  "aws_s3_bucket",
  "aws_sns_topic",
  "aws_cloudwatch_event_rule",
  "aws_scheduler_schedule",
  "aws_api_gateway_rest_api",
  "aws_apigatewayv2_api",
  "aws_lb_target_group",
  "aws_alb_target_group",
  "aws_cloudwatch_log_group",
  "aws_cognito_user_pool",
  "aws_iot_topic_rule",
  "aws_secretsmanager_secret",
  "aws_sqs_queue",
  "aws_kinesis_stream",
  "aws_dynamodb_table",
  "aws_cloudfront_distribution",
  "aws_appsync_graphql_api",
  "aws_bedrockagent_agent",
  "aws_transfer_server",
  "aws_iot_authorizer",
  "aws_cloudwatch_metric_alarm",
  "aws_cloudwatch_composite_alarm",
]);

/** Everything in a stack that names a function in order to call it. */
export function findTriggers(stack: ResourceSource): readonly Trigger[] {
  return [
    ...findMappings(stack),
    ...connections(stack),
    ...invocations(stack),
    ...stateMachines(stack),
    ...alarms(stack),
    ...permissions(stack),
  ];
}

/** The event source mappings of a stack: what Lambda polls for a function. */
export function findMappings(stack: ResourceSource): Trigger[] {
  return stack.resources("aws_lambda_event_source_mapping").map((connection) => {
    const { body } = connection;
    const arn = body.value("event_source_arn");
    const { kind, source } = mappingSource(body, arn);
    return {
      kind,
      invocation: "polled",
      connection,
      block: body,
      argument: "function_name",
      source,
      target: body.value("function_name"),
    };
  });
}

function mappingSource(body: BlockValue, arn: Value): { kind: TriggerKind; source: Resource | undefined } {
  for (const [kind, types] of Object.entries(SOURCE_TYPES)) {
    const [source] = namedResources(arn, new Set<string>(types));
    if (source) return { kind: kind as TriggerKind, source };
  }
  const service = /^arn:[^:]*:([a-z]+):/.exec(
    stringOf(arn) ?? (arn.kind === "template" ? String(arn.parts[0]) : ""),
  )?.[1];
  const byService = service === undefined ? undefined : ARN_SERVICES.get(service);
  if (byService) return { kind: byService, source: undefined };
  const [kind = "other-polled"] = [...SOURCE_BLOCKS].flatMap(([block, of]) =>
    body.hasBlock(block) === "yes" ? [of] : [],
  );
  return { kind, source: undefined };
}

function connections(stack: ResourceSource): Trigger[] {
  return CONNECTIONS.flatMap((kind) =>
    stack.resources(kind.type).flatMap((connection) =>
      blocksAt(connection.body, kind.path).flatMap((block) => {
        const target = block.value(kind.argument);
        if (target.kind === "null" || isMock(connection)) return [];
        return [
          {
            kind: kind.kind,
            invocation: invocationOf(kind, connection, block),
            connection,
            block,
            argument: kind.argument,
            source: sourceOf(kind, connection),
            target,
          },
        ];
      }),
    ),
  );
}

/** An integration that answers by itself calls nothing, whatever it names. */
function isMock({ type, body }: Resource): boolean {
  return type === "aws_api_gateway_integration" && body.string("type") === "MOCK";
}

function blocksAt(body: BlockValue, path: readonly string[]): readonly BlockValue[] {
  const [first, ...rest] = path;
  return first === undefined ? [body] : body.blocks(first).flatMap((block) => blocksAt(block, rest));
}

/**
 * API Gateway can invoke asynchronously for a REST integration, and so can a URL or a pipe; SES can wait for an answer.
 */
function invocationOf(kind: Connection, connection: Resource, block: BlockValue): Trigger["invocation"] {
  if (kind.type === "aws_pipes_pipe") return "unknown";
  if (kind.type === "aws_ses_receipt_rule") return emailInvocation(block, kind);
  if (kind.type !== "aws_api_gateway_integration") return kind.invocation;
  const parameters = connection.body.value("request_parameters");
  if (parameters.kind === "null") return "synchronous";
  if (parameters.kind !== "object") return "unknown";
  const header = parameters.entries.get("integration.request.header.X-Amz-Invocation-Type");
  if (!header) return parameters.open ? "unknown" : "synchronous";
  return stringOf(header) === "'Event'" ? "asynchronous" : "unknown";
}

function emailInvocation(action: BlockValue, kind: Connection): Trigger["invocation"] {
  if (action.isSet("invocation_type") === "no") return kind.invocation;
  const type = action.string("invocation_type");
  if (type === "RequestResponse") return "synchronous";
  return type === "Event" ? "asynchronous" : "unknown";
}

function sourceOf(kind: Connection, connection: Resource): Resource | undefined {
  if (!kind.source) return connection;
  return namedResources(connection.body.value(kind.source), ALL_SOURCES)[0];
}

/** Calls that Terraform makes while it reads, and waits for. */
function invocations(stack: ResourceSource): Trigger[] {
  return stack.data("aws_lambda_invocation").map((connection) => ({
    kind: "other",
    invocation: "synchronous",
    connection,
    block: connection.body,
    argument: "function_name",
    source: connection,
    target: connection.body.value("function_name"),
  }));
}

/** State machines name functions in their definition, as the resource of a task or a parameter of lambda:invoke. */
function stateMachines(stack: ResourceSource): Trigger[] {
  return stack.resources("aws_sfn_state_machine").map((connection) => {
    const { body } = connection;
    return {
      kind: "state-machine",
      invocation: "synchronous",
      connection,
      block: body,
      argument: "definition",
      source: connection,
      target: body.value("definition"),
    };
  });
}

const FUNCTION_TYPES: ReadonlySet<string> = new Set(["aws_lambda_function", "aws_lambda_alias"]);

/**
 * Alarms call a function that is one of their actions. Most actions are topics, so that one which is not known is none.
 */
function alarms(stack: ResourceSource): Trigger[] {
  const alarms = ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"].flatMap((type) =>
    stack.resources(type),
  );
  return alarms.flatMap((connection) =>
    ["alarm_actions", "ok_actions", "insufficient_data_actions"].flatMap((argument) =>
      elementsOrSelf(connection.body.value(argument))
        .elements.filter((target) => namedResources(target, FUNCTION_TYPES).length > 0)
        .map((target) => ({
          kind: "alarm",
          invocation: "asynchronous",
          connection,
          block: connection.body,
          argument,
          source: connection,
          target,
        })),
    ),
  );
}

function permissions(stack: ResourceSource): Trigger[] {
  return stack.resources("aws_lambda_permission").flatMap((connection) => {
    const { body } = connection;
    const principal = body.string("principal");
    const caller =
      principal === undefined
        ? undefined
        : PERMISSION_PRINCIPALS.get(principal.replace(/^logs\.[a-z0-9-]+\./, "logs."));
    const trigger = { connection, block: body, argument: "function_name", target: body.value("function_name") };
    const [source] = namedResources(body.value("source_arn"), ALL_SOURCES);
    if (!caller) return [{ ...trigger, kind: "other", invocation: "unknown", source }];
    return [{ ...trigger, kind: caller.kind, invocation: caller.invocation, source }];
  });
}
