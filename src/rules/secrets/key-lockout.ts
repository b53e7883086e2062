import { matchesWildcard } from "../../aws/wildcard.ts";
import { policyDocument, type Statement } from "../../iam/index.ts";
import { stringOf, type Value } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const CHANGE = "kms:putkeypolicy";

const example = (action: string) => `resource "aws_kms_key" "orders" {
  description = "Orders"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:root" }
      Action    = ${action}
      Resource  = "*"
    }]
  })
}`;

export default defineRule({
  summary: "The policy of a key allows nobody to change it again",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS KMS API reference, PutKeyPolicy: BypassPolicyLockoutSafetyCheck; developer guide, Default key policy (2026-11)",
  why: `Only the policy of a key grants permissions on it: what it does not grant to the account, no administrator has. KMS refuses
a policy that allows kms:PutKeyPolicy to nobody; if that check is bypassed, only AWS Support can help.`,
  bad: example('["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*"]'),
  good: example('"kms:*"'),
  check({ stack }) {
    return ["aws_kms_key", "aws_kms_key_policy"].flatMap((type) =>
      stack.resources(type).flatMap((holder) => {
        const document = policyDocument(holder.body.value("policy"));
        if (!document?.isComplete || document.statements.length === 0) return [];
        if (document.statements.some(mayLetChange) && !document.statements.some(letsNobodyChange)) return [];
        return [
          {
            at: holder.body.place("policy"),
            resource: holder.address,
            message: `The policy of ${holder} allows kms:PutKeyPolicy to nobody, so it could never be changed`,
            help: 'Allow "kms:*" to the root of the account (arn:aws:iam::<account>:root), which leaves access to IAM policies',
          },
        ];
      }),
    );
  },
});

/** Whether a statement denies everyone changing the policy, whatever else is allowed. */
function letsNobodyChange({ effect, actions, principals, conditions, knowsConditions }: Statement): boolean {
  const isOfAnyone = principals.some(({ type, identifier }) => type !== "Service" && stringOf(identifier) === "*");
  const isAlways = effect === "Deny" && knowsConditions && conditions.length === 0;
  return isAlways && isOfAnyone && actions.values.some(meansChange);
}

function meansChange(action: Value): boolean {
  const text = stringOf(action);
  return text !== undefined && matchesWildcard(text.toLowerCase(), CHANGE);
}

function mayLetChange({ effect, actions, notActions, principals, notPrincipals, knowsConditions }: Statement): boolean {
  if (effect === "Deny") return false;
  const isForSomebody =
    !knowsConditions ||
    notPrincipals.length > 0 ||
    principals.some(({ type, identifier }) => type !== "Service" || stringOf(identifier) === undefined);
  const mayMean = actions.values.some((action) => stringOf(action) === undefined || meansChange(action));
  return isForSomebody && (mayMean || notActions.place !== undefined || !actions.isComplete);
}
