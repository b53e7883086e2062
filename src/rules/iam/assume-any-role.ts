import { defineRule } from "../rule.ts";
import { policyWith } from "../shared/policies/example-policy.ts";
import { anyRole, isUnlimited, targetOf, wideFinding, wideStatements } from "../shared/policies/wide-statements.ts";

const example = (statement: string) => `resource "aws_iam_role" "reader" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

${policyWith(statement)}`;

export default defineRule({
  summary: "A policy allows assuming any role",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { kics: ["iam_policy_grants_assumerole_permission_across_all_services"] },
  source: "DataDog pathfinding.cloud: sts-001 (2025-12-17)",
  why: `With sts:AssumeRole on every role the function can become any role that trusts its account, including an administrator's:
its own permissions no longer limit it.`,
  bad: example('{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }'),
  good: example('{ Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.reader.arn }'),
  check(context) {
    return wideStatements(context, "assume-role").map((wide) =>
      wideFinding(wide, context.stack, isUnlimited(wide) ? "error" : "info", {
        may: `assume ${anyRole(wide)} that trusts its account`,
        help: `Limit the resource to the roles that it needs to assume, such as ${targetOf(wide.narrowing)}`,
      }),
    );
  },
});
