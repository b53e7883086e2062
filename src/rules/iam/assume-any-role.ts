import { defineRule } from "../rule.ts";
import { granteeOf, severityAt } from "../statement-severity.ts";
import { narrowingFix, targetOf, wideStatements } from "../wide-statements.ts";

const example = (statement: string) => `resource "aws_iam_role" "reader" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [${statement}]
  })
}`;

export default defineRule({
  summary: "A policy lets any role be assumed",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "DataDog pathfinding.cloud: sts-001 (2025-12-17)",
  why: `With sts:AssumeRole on every role the function becomes whichever role trusts its account, an administrator's among them: its own
permissions are no limit any more.`,
  bad: example('{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }'),
  good: example('{ Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.reader.arn }'),
  check(context) {
    return wideStatements(context, "assume-role").flatMap((wide) => {
      const { breadth, narrowing, isLimited, site } = wide;
      return [
        {
          at: breadth.element.place,
          severity: severityAt(isLimited === "no" ? "error" : "info", wide, context.stack),
          resource: site.holder.address,
          message: `${granteeOf(wide)} may assume ${rolesOf(breadth.text)} that trusts its account`,
          help: `Limit the resource to the roles that it has to assume, such as ${targetOf(narrowing)}`,
          fix: narrowingFix(wide),
        },
      ];
    });
  },
});

/** A path that all roles are below, or the account's, as words. */
function rolesOf(text: string): string {
  return /^\*+$/.test(text) ? "any role" : "any role of the account";
}
