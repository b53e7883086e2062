import { arnText, baseOperator, plainCondition, type ResourceKind, type Statement } from "../../iam/index.ts";
import { stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

/**
 * Resources that are a single unit. For an API or a search domain only a path may be closed, and an endpoint may be
 * meant to let nothing through.
 */
const JUDGED: ReadonlySet<ResourceKind> = new Set(["queue", "topic", "bucket", "secret", "repository", "file-system"]);

const example = (condition: string) => `resource "aws_s3_bucket" "orders" {
  bucket = "acme-orders"
}

resource "aws_s3_bucket_policy" "orders" {
  bucket = aws_s3_bucket.orders.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.orders.arn, "\${aws_s3_bucket.orders.arn}/*"]${condition}
    }]
  })
}`;

export default defineRule({
  summary: "The policy of a resource denies everyone",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_93"] },
  source:
    "AWS IAM user guide, Policy evaluation logic: an explicit deny; AWS re:Post, Regain access to an S3 bucket (2026-11)",
  why: `What one policy denies, no other can allow again, not even to administrators and Terraform: nothing can use the resource,
and only the account's root user can remove the policy of a bucket. Nearly always the condition is missing, or its value is
inverted.`,
  bad: example(""),
  good: example(`\n      Condition = { Bool = { "aws:SecureTransport" = "false" } }`),
  check({ stack }) {
    return stack.policyStatements.flatMap(({ site, statement }) => {
      const isJudged = site.attachment === "resource" && site.kind !== undefined && JUDGED.has(site.kind);
      const all = statement.actions.values.find((value) => /^(?:[a-z0-9-]+:)?\*$/i.test(stringOf(value) ?? ""));
      if (!isJudged || !all || !isForEveryone(statement) || !isOfAll(statement)) return [];
      const [condition] = statement.conditions;
      return [
        {
          at: condition?.keyPlace ?? statement.place,
          resource: site.holder.address,
          message: condition
            ? `The policy of ${site.holder} denies ${stringOf(all)} to everyone who uses TLS, as all do`
            : `The policy of ${site.holder} denies ${stringOf(all)} to everyone, with no condition that lets anyone through`,
          help: condition
            ? 'Write "false", which is the value for requests without TLS'
            : "Add the intended condition, such as aws:SecureTransport being false, or name whom to deny",
        },
      ];
    });
  },
});

/** Whether a statement denies every caller: without a condition, or with one that every request fulfils. */
function isForEveryone({ effect, principals, conditions, knowsConditions }: Statement): boolean {
  const isOfAnyone = principals.some(
    ({ type, identifier }) => /^(?:\*|AWS)$/.test(type) && stringOf(identifier) === "*",
  );
  const isUnderAny = conditions.length === 0 || (conditions.length === 1 && conditions.every(isTls));
  return effect === "Deny" && isOfAnyone && knowsConditions && isUnderAny;
}

function isTls(condition: Statement["conditions"][number]): boolean {
  const { operator, key, values, isComplete } = plainCondition(condition);
  const isOn = isComplete && values.length > 0 && values.every((value) => value.toLowerCase() === "true");
  return isOn && key.toLowerCase() === "aws:securetransport" && baseOperator(operator) === "bool";
}

/**
 * Whether a statement's resources are all of what the policy protects: a bucket also has objects, parts of which may be
 * closed.
 */
function isOfAll({ resources, notResources }: Statement): boolean {
  if (notResources.place) return false;
  return resources.values.every((value) => /^(?:\*|arn:[^/]*(?:\/\*)?)$/.test(arnText(value)));
}
