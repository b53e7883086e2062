import { matchesWildcard } from "../aws/wildcard.ts";
import { baseOperator, conditionEffect, plainCondition } from "./condition.ts";
import type { Statement } from "./statement.ts";

/** Keys that limit a statement to certain resources or parts of them, as an ARN would. In lower case. */
const NARROWING_KEYS: readonly string[] = [
  ...["aws:resourceaccount", "aws:resourceorg*", "aws:sourcearn", "aws:tagkeys"],
  "cloudwatch:namespace",
  ...["dynamodb:attributes", "dynamodb:leadingkeys"],
  ...["ec2:instance*", "ec2:managedresourceoperator", "ec2:subnet*", "ec2:vpc*"],
  ...["ecs:cluster", "ecs:task*"],
  "elasticfilesystem:accesspointarn",
  ...["iam:associatedresourcearn", "iam:awsservicename", "iam:passedtoservice"],
  ...["kms:encryptioncontext*", "kms:requestalias", "kms:resourcealiases", "kms:viaservice"],
  "lambda:functionarn",
  ...["s3:dataaccesspoint*", "s3:prefix", "s3:resourceaccount"],
  ...["secretsmanager:name*", "secretsmanager:resource*", "secretsmanager:secretid*"],
  ...["ses:fromaddress*", "ses:fromdisplayname*", "ses:recipients*"],
  ...["sns:endpoint", "sns:protocol"],
  ...["sqs:*", "ssm:*", "states:*"],
];

/** Tags of the resource or of the request; tags of the caller do not limit the resources. */
const TAG_KEY = /^(?!aws:principaltag)[a-z0-9-]+:[a-z-]*tag\//;

function narrowsReach(key: string): boolean {
  const small = key.toLowerCase();
  return TAG_KEY.test(small) || NARROWING_KEYS.some((pattern) => matchesWildcard(pattern, small));
}

/**
 * Whether conditions limit the resources that a statement applies to: "yes" if one is on a key that stands for
 * resources, "unknown" if not all of them can be read.
 */
export function limitsReach(statement: Statement, asOf: string): "yes" | "no" | "unknown" {
  const plain = statement.conditions.map(plainCondition);
  const narrows = plain.some(
    (condition) =>
      narrowsReach(condition.key) &&
      !baseOperator(condition.operator).includes("not") &&
      conditionEffect(condition, asOf) !== "always",
  );
  if (narrows) return "yes";
  return statement.knowsConditions ? "no" : "unknown";
}
