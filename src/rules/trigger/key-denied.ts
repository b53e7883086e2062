import { keyOf, type Stack, writtenRegion } from "../../lambda/index.ts";
import { type Resource, referredOfType, stringOf } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { addToPolicy, policyHolders } from "../shared/edits/policies/let-in.ts";
import { knownStatements, mayLetIn } from "../shared/policies/own-statements.ts";
import { type Sender, senders } from "../shared/resources/managed-keys.ts";

/** What a sender does with the key of a queue or topic. */
const ACTIONS = ["kms:GenerateDataKey", "kms:Decrypt"];
const KIND = { type: "aws_kms_key", policyType: "aws_kms_key_policy", named: "key_id" };

const example = (policy: string) => `resource "aws_kms_key" "orders" {
  description = "Orders"${policy}
}

resource "aws_sns_topic" "orders" {
  name = "orders"
}

resource "aws_sqs_queue" "orders" {
  name              = "orders"
  kms_master_key_id = aws_kms_key.orders.arn
}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn = aws_sns_topic.orders.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.orders.arn
}`;

export default defineRule({
  summary: "A service uses an encrypted resource whose key policy does not allow it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon SQS developer guide, Key management: Configure KMS permissions for AWS services; Amazon SNS developer guide, Encrypting topics, the same; Amazon CloudWatch Logs user guide, Encrypt log data using AWS KMS (2026-11)",
  why: `SNS, S3, EventBridge and CloudWatch need the key of an encrypted queue, topic or log group, and use it in their own name.
The default policy of a key allows only principals of the account. What these services send is then lost silently, and a log group
is not created at all.`,
  ignoreWhen: "The policy of the key is set outside this configuration.",
  bad: example(""),
  good: example(`
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Effect    = "Allow"
        Principal = { Service = "sns.amazonaws.com" }
        Action    = ["kms:GenerateDataKey", "kms:Decrypt"]
        Resource  = "*"
      },
    ]
  })`),
  check({ stack }) {
    return [...closedToSenders(stack), ...closedToLogs(stack)];
  },
});

function closedToSenders(stack: Stack): RuleFinding[] {
  return senders(stack).flatMap(({ target, service, principal, sender, block, argument }: Sender): RuleFinding[] => {
    const key = keyOf(target, stack);
    // with a role, a rule sends as that role
    if (!key || !isSentByService(sender) || stack.referring("aws_kms_grant", "key_id", key).length > 0) return [];
    const statements = knownStatements(key, KIND, stack);
    const missing = ACTIONS.filter(
      (action) => !statements?.some(({ statement }) => mayLetIn(statement, principal, action)),
    );
    if (!statements || missing.length === 0) return [];
    return [
      {
        at: target.body.place("kms_master_key_id"),
        resource: target.address,
        message: `${service} sends to ${target} for ${sender}, but the policy of ${key} does not allow it ${missing.join(" and ")}`,
        suggestions: letUse(key, principal, ACTIONS, stack),
        help: `Allow ${ACTIONS.join(" and ")} to ${principal} in the policy of ${key}, in addition to what the account may do`,
        related: [
          { at: block.place(argument), message: "sent from here" },
          { at: key.body.place("policy"), message: "the key" },
        ],
      },
    ];
  });
}

function isSentByService({ type, body }: Sender["sender"]): boolean {
  if (type === "aws_cloudwatch_event_target") return body.isSet("role_arn") === "no";
  return type !== "aws_sns_topic_subscription" || body.string("protocol") === "sqs";
}

/** The permissions that CloudWatch Logs requires. */
const FOR_LOGS = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];

/** The principal of CloudWatch Logs for a group's key, in the group's region. */
const LOGS = /^logs\.(?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?$/;

function closedToLogs(stack: Stack): RuleFinding[] {
  return stack.resources("aws_cloudwatch_log_group").flatMap((group): RuleFinding[] => {
    const value = group.body.value("kms_key_id");
    const key = value.via && referredOfType(value, "aws_kms_key");
    if (!key || !group.isCertain || stack.referring("aws_kms_grant", "key_id", key).length > 0) return [];
    const statements = knownStatements(key, KIND, stack);
    if (!statements) return [];
    const principals = statements
      .flatMap(({ statement }) => statement.principals.map(({ identifier }) => stringOf(identifier) ?? ""))
      .filter((text) => LOGS.test(text));
    const missing = ACTIONS.filter(
      (action) =>
        !statements.some(({ statement }) =>
          [...principals, "logs.amazonaws.com"].some((principal) => mayLetIn(statement, principal, action)),
        ),
    );
    if (missing.length === 0) return [];
    const region = writtenRegion(group);
    return [
      {
        at: group.body.place("kms_key_id"),
        resource: group.address,
        message: `The policy of ${key} does not allow CloudWatch Logs ${missing.join(" and ")}, so ${group} cannot be created`,
        suggestions: region === undefined ? [] : letUse(key, `logs.${region}.amazonaws.com`, FOR_LOGS, stack),
        help: `Allow kms:Encrypt*, kms:Decrypt*, kms:ReEncrypt*, kms:GenerateDataKey* and kms:Describe* to logs.<region>.amazonaws.com in the policy of ${key}, in addition to what the account may do`,
        related: [{ at: key.body.place("policy"), message: "the key" }],
      },
    ];
  });
}

/**
 * Adds a statement to the only policy of a key. A key without a policy of its own gets one that also allows the
 * account.
 */
function letUse(key: Resource, principal: string, actions: readonly string[], stack: Stack): readonly Fix[] {
  const [holder, ...others] = policyHolders(key, KIND, stack);
  if (!holder || others.length > 0) return [];
  const statement = {
    principal: { type: "Service", identifier: `"${principal}"` },
    actions,
    resources: ['"*"'],
  };
  const edits = addToPolicy(holder, statement, stack);
  return edits ? suggestionOf(`Allow ${actions.join(", ")} to ${principal}`, ...edits) : [];
}
