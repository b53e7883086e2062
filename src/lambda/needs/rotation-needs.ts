import { arnText, coversAction } from "../../iam/index.ts";
import { referredOfType } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import type { Trigger } from "../triggers/trigger.ts";
import { keyNeeds } from "./key-needs.ts";
import type { Need } from "./need.ts";

/**
 * What a function does that rotates a secret (AWS Secrets Manager user guide, Lambda rotation function execution role
 * permissions, 2026-11).
 */
const ROTATING = [
  "secretsmanager:DescribeSecret",
  "secretsmanager:GetSecretValue",
  "secretsmanager:PutSecretValue",
  "secretsmanager:UpdateSecretVersionStage",
];

/** What rotating a secret requires, unless the function may do it as another role. */
export function rotationNeeds(fn: LambdaFunction, { kind, block, connection }: Trigger): Need[] {
  if (kind !== "secret-rotation" || connection.type !== "aws_secretsmanager_secret_rotation" || mayAssume(fn))
    return [];
  const secret = referredOfType(block.value("secret_id"), "aws_secretsmanager_secret");
  if (secret?.mode !== "managed") return [];
  const at = block.place("rotation_lambda_arn");
  const resource = secret.attribute("arn", at);
  return [
    {
      purpose: `to rotate ${secret}`,
      actions: ROTATING,
      resource,
      pattern: arnText(resource),
      at,
      lack: "rotation-fails",
    },
    ...keyNeeds(resource, {
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      purpose: `to decrypt and encrypt ${secret}`,
      at,
      lack: "rotation-fails",
    }),
  ];
}

function mayAssume({ role }: LambdaFunction): boolean {
  return (role?.statements ?? []).some(
    (statement) => statement.effect === "Allow" && coversAction(statement, "sts:AssumeRole"),
  );
}
