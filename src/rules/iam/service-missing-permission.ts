import { grouped } from "../../grouped.ts";
import { arnText, grantsOn, type Role } from "../../iam/index.ts";
import { isVariableDefault, type Stack } from "../../lambda/index.ts";
import { attributeOwner, referredOfType, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleContext, type RuleFinding } from "../rule.ts";
import { ASSUMING_SERVICES } from "../shared/policies/assuming-services.ts";
import { actionsInVain } from "../shared/policies/misplaced-actions.ts";
import { type ValuedBlock, valuedBlocks } from "../shared/schema/schema-values.ts";

/** What a service may do with a role that it is given: the actions of a way are all needed, and one way is enough. */
type Ways = readonly (readonly string[])[];

/** By the service of the ARN: what it takes to read from it, or to hand something on to it. */
const READING: Readonly<Record<string, Ways>> = {
  sqs: [["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]],
  kinesis: [["kinesis:GetRecords", "kinesis:GetShardIterator"]],
  dynamodb: [["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"]],
};
const SENDING: Readonly<Record<string, Ways>> = {
  lambda: [["lambda:InvokeFunction"]],
  states: [["states:StartExecution"], ["states:StartSyncExecution"]],
  sqs: [["sqs:SendMessage"]],
  sns: [["sns:Publish"]],
  events: [["events:PutEvents"]],
  kinesis: [["kinesis:PutRecord"], ["kinesis:PutRecords"]],
  firehose: [["firehose:PutRecord"], ["firehose:PutRecordBatch"]],
  dynamodb: [["dynamodb:PutItem"]],
  s3: [["s3:PutObject"]],
};

/** One use of a role: the arguments stand in the same block. */
interface Use {
  readonly type: string;
  readonly role: string;
  readonly target: string;
  readonly ways: Readonly<Record<string, Ways>>;
  /** What the target names, where it is by something else than an ARN. */
  readonly named?: string;
}

const USES: readonly Use[] = [
  { type: "aws_pipes_pipe", role: "role_arn", target: "source", ways: READING },
  { type: "aws_pipes_pipe", role: "role_arn", target: "enrichment", ways: SENDING },
  { type: "aws_pipes_pipe", role: "role_arn", target: "target", ways: SENDING },
  // with a function, a queue or a topic EventBridge goes by their own policies as well
  { type: "aws_cloudwatch_event_target", role: "role_arn", target: "arn", ways: only("states", "kinesis", "firehose") },
  // of functions trigger/scheduler-role speaks
  {
    type: "aws_scheduler_schedule",
    role: "role_arn",
    target: "arn",
    ways: only("states", "sqs", "sns", "events", "kinesis", "firehose"),
  },
  {
    type: "aws_cloudwatch_log_subscription_filter",
    role: "role_arn",
    target: "destination_arn",
    ways: only("kinesis", "firehose"),
  },
  { type: "aws_api_gateway_integration", role: "credentials", target: "uri", ways: SENDING },
  { type: "aws_api_gateway_authorizer", role: "authorizer_credentials", target: "authorizer_uri", ways: SENDING },
  { type: "aws_apigatewayv2_integration", role: "credentials_arn", target: "integration_uri", ways: SENDING },
  {
    type: "aws_apigatewayv2_authorizer",
    role: "authorizer_credentials_arn",
    target: "authorizer_uri",
    ways: SENDING,
  },
  { type: "aws_kinesis_firehose_delivery_stream", role: "role_arn", target: "bucket_arn", ways: SENDING },
  { type: "aws_kinesis_firehose_delivery_stream", role: "role_arn", target: "kinesis_stream_arn", ways: READING },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "target_arn", ways: SENDING },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "queue_url", ways: SENDING, named: "aws_sqs_queue" },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "stream_name", ways: SENDING, named: "aws_kinesis_stream" },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "table_name", ways: SENDING, named: "aws_dynamodb_table" },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "bucket_name", ways: SENDING, named: "aws_s3_bucket" },
  {
    type: "aws_iot_topic_rule",
    role: "role_arn",
    target: "delivery_stream_name",
    ways: SENDING,
    named: "aws_kinesis_firehose_delivery_stream",
  },
];

const example = (action: string) => `resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_iam_role" "rule" {
  name = "rule"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "iot.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "rule" {
  role = aws_iam_role.rule.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "${action}", Resource = aws_sqs_queue.orders.arn }]
  })
}

resource "aws_iot_topic_rule" "orders" {
  name        = "orders"
  enabled     = true
  sql         = "SELECT * FROM 'orders'"
  sql_version = "2016-03-23"

  sqs {
    queue_url  = aws_sqs_queue.orders.url
    role_arn   = aws_iam_role.rule.arn
    use_base64 = false
  }
}`;

export default defineRule({
  summary: "A service is given a role that does not allow what the service does with it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon EventBridge user guide, Permissions for EventBridge Pipes and IAM roles for targets; AWS IoT Core developer guide, Granting an AWS IoT rule the access it requires; Amazon Data Firehose developer guide, Controlling access (2026-11)",
  why: `A pipe, a rule, a schedule, a stream or an API reads, sends and calls with the role it is given. What the role does not allow
fails each time, mostly without a word to anyone; a pipe is not even created.`,
  ignoreWhen: "The permission is granted from elsewhere: another stack, or a policy of the target itself.",
  bad: example("sqs:ReceiveMessage"),
  good: example("sqs:SendMessage"),
  check(context) {
    return valuedBlocks(context.stack).flatMap((block) =>
      block.resource.mode === "managed"
        ? (USES_OF.get(block.type) ?? []).flatMap((use) => findingFor(block, use, context))
        : [],
    );
  },
});

const USES_OF: ReadonlyMap<string, readonly Use[]> = grouped(USES, ({ type }) => [type]);

function only(...services: readonly string[]): Readonly<Record<string, Ways>> {
  return Object.fromEntries(services.map((service) => [service, SENDING[service] ?? []]));
}

function findingFor({ body, resource }: ValuedBlock, use: Use, { stack, asOf }: RuleContext): RuleFinding[] {
  if (!body.isCertain || !body.isWritten(use.role) || !body.isWritten(use.target)) return [];
  const role = stack.roleNamed(body.value(use.role));
  const target = targetOf(body.value(use.target), use, stack);
  // what is not known of a role may be just what is needed
  if (!role || !target || !stack.knowsAllPoliciesOf(role) || stack.hasResourcePolicy(target)) return [];
  // a role that is not the service's at all is the business of iam/role-not-assumable
  const service = ASSUMING_SERVICES.get(use.type)?.get(use.role);
  if (service !== undefined && role.refuses(service)) return [];
  // what is allowed on resources that it never works on is the business of iam/resource-mismatch
  const inVain = actionsInVain(stack).get(role);
  const missing = missingActions(role, target, use.ways, asOf).filter((action) => !inVain?.has(action.toLowerCase()));
  if (missing.length === 0 || isLeftToCallers(role)) return [];
  // the URI of an API holds the function's ARN
  const [fn] = use.named === undefined ? stack.functionsNamed(body.value(use.target)) : [];
  const written = fn ? `${fn}` : body.place(use.target).file.written(body.place(use.target));
  return [
    {
      at: body.place(use.role),
      resource: resource.address,
      message: `${role} does not allow ${missing.join(", ")} on ${written}, as ${resource} needs`,
      help: `Allow ${missing.join(", ")} in a policy of ${role}`,
      related: [{ at: role.resource.body.place(), message: "the role" }],
    },
  ];
}

/** The ARN of what is read or sent to; undefined where it is not known what that is. */
function targetOf(value: Value, { named }: Use, stack: Stack): Value | undefined {
  if (named !== undefined) return referredOfType(value, named)?.attribute("arn", value.place);
  if (value.kind === "choice") return undefined;
  const [fn, ...others] = stack.functionsNamed(value);
  if (!fn || others.length > 0) return value;
  return (referredOfType(value, "aws_lambda_alias") ?? fn.resource).attribute("arn", value.place);
}

/** What is missing to the first way, if no way is open. */
function missingActions(
  role: Role,
  target: Value,
  waysOf: Readonly<Record<string, Ways>>,
  asOf: string,
): readonly string[] {
  const arn = arnText(target);
  const service = /^arn:[^:]*:([a-z0-9]+):/.exec(arn)?.[1];
  const ways = (service === undefined ? undefined : waysOf[service]) ?? [];
  const owner = attributeOwner(target);
  const pattern = service === "s3" ? `${arn}/*` : arn;
  const lacks = ways.map((actions) =>
    actions.filter((action) => grantsOn(role, action, { pattern, resource: owner }, asOf).length === 0),
  );
  return lacks.some((lack) => lack.length === 0) ? [] : (lacks[0] ?? []);
}

/** A variable's default says what the role may do, and callers may say more. */
function isLeftToCallers({ statements, resource: { module } }: Role): boolean {
  const values = statements.flatMap(({ statement }) => [
    ...(statement?.actions.values ?? []),
    ...(statement?.resources.values ?? []),
  ]);
  return values.some((value) => isVariableDefault(value, module));
}
