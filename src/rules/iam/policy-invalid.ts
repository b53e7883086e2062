import { documentFaults } from "../../iam/index.ts";
import { defineRule } from "../rule.ts";

const example = (effect: string) => `resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "${effect}", Action = "s3:GetObject", Resource = "arn:aws:s3:::orders/*" }]
  })
}`;

export default defineRule({
  summary: "A policy is malformed, and AWS refuses it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: {
    "cfn-lint": ["E3510", "E3512", "W2511"],
    tflint: ["aws_iam_policy_sid_invalid_characters"],
    kics: ["policy_without_principal"],
  },
  source: "AWS IAM user guide, Grammar of the IAM JSON policy language (2026-11)",
  why: "Terraform knows a policy as a text and plans it whatever it says; AWS refuses it at apply, after half of the stack was made.",
  bad: example("allow"),
  good: example("Allow"),
  check({ stack }) {
    return stack.policySites.flatMap((site) =>
      documentFaults(site).map((fault) => ({ ...fault, resource: site.holder.address })),
    );
  },
});
