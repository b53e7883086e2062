import { defineRule } from "../rule.ts";
import { policyWith } from "../shared/policies/example-policy.ts";
import { isUnlimited, listed, targetOf, wideFinding, wideStatements } from "../shared/policies/wide-statements.ts";

const example = (statement: string) => `resource "aws_s3_bucket" "in" {}

${policyWith(statement)}`;

export default defineRule({
  summary: "A policy allows reading or changing the data of every bucket or table",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Service Authorization Reference (2026-09)",
  why: `The ARN looks like that of a bucket or table, but its name is a star: it covers all of them, including those of other
applications and the Terraform state.`,
  ignoreWhen: "The function works on buckets or tables that are not known in advance, such as a backup.",
  bad: example('{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::*" }'),
  good: example('{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.in.arn}/*" }'),
  check(context) {
    return wideStatements(context, "data")
      .filter(isUnlimited)
      .map((wide) => {
        const { breadth, narrowing } = wide;
        const noun = breadth.actions.some(({ service }) => service === "s3") ? "bucket" : "table";
        return wideFinding(wide, context.stack, "warning", {
          may: `call ${listed(breadth.patterns)} on every ${noun} of the account`,
          help: `Limit the resource to ${targetOf(narrowing)}`,
        });
      });
  },
});
