import { matchesWildcard } from "../aws/wildcard.ts";
import { baseOperator, conditionEffect, plainCondition } from "./condition.ts";
import type { Statement } from "./document.ts";

/** Keys that say which resources, or which part of them, a statement is about, as an ARN would. In small letters. */
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

/** Tags of the resource or of the request; those of the caller say nothing of what it reaches. */
const TAG_KEY = /^(?!aws:principaltag)[a-z0-9-]+:[a-z-]*tag\//;

function narrowsReach(key: string): boolean {
  const small = key.toLowerCase();
  return TAG_KEY.test(small) || NARROWING_KEYS.some((pattern) => matchesWildcard(pattern, small));
}

/**
 * Whether conditions limit what a statement reaches: "yes" where one is on a key that stands for resources, "unknown" where
 * not all of them can be read.
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
