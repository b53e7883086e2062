import { arnText, type Statement } from "../../iam/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { policyWith } from "../shared/policies/example-policy.ts";
import { granteeOf, severityAt } from "../shared/policies/statement-severity.ts";

export default defineRule({
  summary: "A policy allows everything except what it names",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { cfn_nag: ["W15", "W21"] },
  source: "AWS IAM user guide, IAM JSON policy elements: NotAction, NotResource (2026-11)",
  why: `NotAction in an Allow statement grants every action of every service except a few, including those that AWS will add.
NotResource does the same with resources. Nearly always a Deny statement was meant.`,
  bad: policyWith('{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }'),
  good: policyWith(`
      { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::orders/*" },
      { Effect = "Deny", NotAction = "s3:*", Resource = "*" },
    `),
  check({ stack }) {
    return stack.policyStatements
      .filter(({ site, statement }) => site.attachment === "identity" && statement.effect === "Allow")
      .flatMap((each) => {
        const { statement, site } = each;
        const vain = allowsNothing(statement);
        if (vain) return [{ ...vain, severity: severityAt("warning", each, stack), resource: site.holder.address }];
        const found = statement.notActions.place
          ? { element: "NotAction", at: statement.notActions.place, what: "every action except those that it names" }
          : statement.notResources.place && {
              element: "NotResource",
              at: statement.notResources.place,
              what: "its actions on every resource except those that it names",
            };
        if (!found) return [];
        return [
          {
            at: found.at,
            severity: severityAt(isOnAll(statement) ? "error" : "warning", each, stack),
            resource: site.holder.address,
            message: `${granteeOf(each)} has ${found.element} in an Allow statement: ${found.what}`,
            help: `Name what is needed in ${found.element.slice(3)}, and put what must never happen in a Deny statement`,
          },
        ];
      });
  },
});

/** A statement that leaves out everything, and so allows nothing. */
function allowsNothing(statement: Statement): Pick<RuleFinding, "at" | "message" | "help"> | undefined {
  for (const [element, { values }] of [
    ["Action", statement.notActions],
    ["Resource", statement.notResources],
  ] as const) {
    const all = values.find((value) => /^\*+$/.test(arnText(value)));
    if (all)
      return {
        at: all.place,
        message: `Not${element} "*" leaves out everything, so the statement allows nothing`,
        help: `Name what is needed in ${element}, in place of Not${element}`,
      };
  }
  return undefined;
}

function isOnAll({ notResources, resources }: Statement): boolean {
  return notResources.place === undefined && resources.values.some((value) => /^\*+$/.test(arnText(value)));
}
