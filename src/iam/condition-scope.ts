import { baseOperator, conditionEffect, plainCondition } from "./condition.ts";
import type { Statement } from "./document.ts";

/** Keys that say which resources, or which part of them, a statement is about, as an ARN would. */
const NARROWING_KEYS =
  /^(?:(?!aws:principaltag)[a-z0-9-]+:[a-z-]*tag\/|(?:aws|s3):resourceaccount$|aws:resourceorg|aws:tagkeys$|kms:resourcealiases$|kms:requestalias$|kms:encryptioncontext|kms:viaservice$|cloudwatch:namespace$|ec2:(?:vpc|subnet|instance|managedresourceoperator$)|dynamodb:leadingkeys$|dynamodb:attributes$|s3:prefix$|s3:dataaccesspoint|secretsmanager:(?:secretid|resource|name)|iam:passedtoservice$|iam:associatedresourcearn$|lambda:functionarn$|ses:(?:fromaddress|recipients|fromdisplayname)|sns:(?:protocol|endpoint)$|sqs:|states:|ssm:|elasticfilesystem:accesspointarn$|aws:sourcearn$|ecs:cluster$|ecs:task)/i;

/**
 * Whether conditions limit what a statement reaches: "yes" where one is on a key that stands for resources, "unknown" where
 * not all of them can be read.
 */
export function limitsReach(statement: Statement, asOf: string): "yes" | "no" | "unknown" {
  const plain = statement.conditions.map(plainCondition);
  const narrows = plain.some(
    (condition) =>
      NARROWING_KEYS.test(condition.key) &&
      !baseOperator(condition.operator).includes("not") &&
      conditionEffect(condition, asOf) !== "always",
  );
  if (narrows) return "yes";
  return statement.knowsConditions ? "no" : "unknown";
}
