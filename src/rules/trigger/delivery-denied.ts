import { baseOperator, type Statement } from "../../iam/index.ts";
import { type Delivery, deliveries, isOtherSource, type Stack } from "../../lambda/index.ts";
import { allReferences, type Module, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { letDeliver } from "../shared/edits/policies/delivery.ts";
import { bucketWrites } from "../shared/policies/bucket-writes.ts";
import { BUCKET, type DeliveryKind, deliveryTarget } from "../shared/policies/delivery-policies.ts";
import { knownStatements, mayLetIn } from "../shared/policies/own-statements.ts";

const example = (policy: string) => `resource "aws_sns_topic" "orders" {
  name = "orders"
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn = aws_sns_topic.orders.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.orders.arn
}${policy}`;

export default defineRule({
  summary: "The policy of a queue, topic or bucket does not allow the service that delivers to it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon SNS developer guide, Subscribing an Amazon SQS queue to a topic; Amazon EventBridge user guide, Using resource-based policies; Amazon S3 user guide, Granting permissions to publish event notification messages; Amazon SES API reference, S3Action, and terraform-provider-aws issue 7917: Could not write to bucket; AWS CloudTrail API reference, CreateTrail: InsufficientS3BucketPolicyException (2026-11)",
  why: `SNS, EventBridge rules and S3 need permission in the policy of a queue or topic to send to it, and a new one allows only
its own account. S3 checks this and the apply fails, as do SES and CloudTrail, which write mail and logs to a bucket; SNS and
EventBridge accept the target, and every message is lost silently.`,
  ignoreWhen: "The policy is set outside this configuration.",
  bad: example(""),
  good: example(`

resource "aws_sqs_queue_policy" "orders" {
  queue_url = aws_sqs_queue.orders.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.orders.arn
      Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.orders.arn } }
    }]
  })
}`),
  check({ stack }) {
    return [...deliveries(stack), ...bucketWrites(stack)].flatMap((delivery) => {
      const found = deliveryTarget(delivery.target);
      return found ? denied(delivery, found.target, found.kind, stack) : [];
    });
  },
});

function denied(delivery: Delivery, target: Resource, kind: DeliveryKind, stack: Stack): RuleFinding[] {
  const { connection, block, argument, principal, source, isTried } = delivery;
  const statements = knownStatements(target, kind, stack);
  if (!statements) return [];
  const from = allReferences(source)[0]?.resource ?? stack.resourceNamed(source, ["aws_cloudwatch_event_rule"]);
  const letIn = statements.filter(({ statement }) => mayLetIn(statement, principal, kind.action));
  if (letIn.some(({ statement, holder }) => mayApply(statement, holder.module, target, from))) return [];
  // AWS documents no condition for topics that EventBridge publishes to
  const isConditional = kind.type !== "aws_sns_topic" || principal !== "events.amazonaws.com";
  const condition =
    isConditional && from?.module === target.module
      ? `, on condition that aws:SourceArn is ${from.type}.${from.name}.arn`
      : kind === BUCKET
        ? ", on condition that aws:SourceAccount is your account"
        : "";
  return [
    {
      at: block.place(argument),
      resource: connection.address,
      message: `${connection} delivers to ${target}, which has no policy that allows ${principal}${letIn.length > 0 ? " to do that" : ""}, so ${isTried ? "the apply fails" : "messages are lost"}`,
      suggestions: letDeliver(delivery, target, kind, from, stack),
      help: `Allow ${kind.action} to ${principal} in an ${kind.policyType} for ${target}${condition}`,
      related: [
        { at: target.body.place("policy"), message: "what is delivered to" },
        ...letIn.map(({ statement }) => ({ at: statement.place, message: "this one is for another source or target" })),
      ],
    },
  ];
}

/** Whether a statement may apply to a target, and its conditions to the source of the delivery. */
function mayApply(statement: Statement, module: Module, target: Resource, from: Resource | undefined): boolean {
  const { resources, conditions } = statement;
  // a bucket's policy applies to that bucket's content only
  const isElsewhere =
    target.type !== BUCKET.type &&
    resources.isComplete &&
    resources.values.length > 0 &&
    resources.values.every((value) => isOtherSource(value, module, target));
  const isForOthers =
    from !== undefined &&
    conditions.some(
      ({ operator, key, values }) =>
        key.toLowerCase() === "aws:sourcearn" &&
        COMPARED.has(baseOperator(operator)) &&
        values.isComplete &&
        values.values.length > 0 &&
        values.values.every((value) => isOtherSource(value, module, from)),
    );
  return !isElsewhere && !isForOthers;
}

/** Operators for which one of the values has to match the source. */
const COMPARED: ReadonlySet<string> = new Set(["arnequals", "arnlike", "stringequals", "stringlike"]);
