import { defineRule } from "../rule.ts";
import { granteeOf, severityAt } from "../statement-severity.ts";
import { listed, narrowingFix, targetOf, wideStatements } from "../wide-statements.ts";

const example = (statement: string) => `resource "aws_s3_bucket" "in" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [${statement}]
  })
}`;

export default defineRule({
  summary: "A policy lets the data of every bucket or table be read or changed",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Service Authorization Reference (2026-09)",
  why: `The ARN looks like one of a bucket or table, but its name is a star: it is all of them, those of other applications and the
Terraform state included.`,
  ignoreWhen: "The function works on buckets or tables that are not known beforehand, as a backup does.",
  bad: example('{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::*" }'),
  good: example('{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.in.arn}/*" }'),
  check(context) {
    return wideStatements(context, "data").flatMap((wide) => {
      const { breadth, narrowing, isLimited, site } = wide;
      if (isLimited !== "no") return [];
      return [
        {
          at: breadth.element.place,
          severity: severityAt("warning", wide, context.stack),
          resource: site.holder.address,
          message: `${granteeOf(wide)} may call ${listed(breadth.patterns)} on every ${breadth.actions.some(({ service }) => service === "s3") ? "bucket" : "table"} of the account`,
          help: `Limit the resource to ${targetOf(narrowing)}`,
          fix: narrowingFix(wide),
        },
      ];
    });
  },
});
