import { documentFaults } from "../../iam/index.ts";
import { holdsDefault } from "../../lambda/index.ts";
import type { Place } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { fixOf, replacing } from "../shared/edits/fixes.ts";

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
    "cfn-lint": ["E3510", "E3512", "E3513", "E3515", "W2511"],
    tflint: ["aws_iam_policy_sid_invalid_characters"],
    kics: ["policy_without_principal"],
  },
  source: "AWS IAM user guide, Grammar of the IAM JSON policy language (2026-11)",
  why: `To Terraform a policy is just text, planned whatever it says; AWS refuses it at apply, after half of the stack has been created.`,
  bad: example("allow"),
  good: example("Allow"),
  check({ stack }) {
    return stack.policySites.flatMap((site) =>
      documentFaults(site)
        .filter(({ value }) => !value || !holdsDefault(value, site.holder.module))
        .map(({ mend, value: _, ...fault }) => ({
          ...fault,
          resource: site.holder.address,
          fix: mend && fixAt(fault.at, mend),
        })),
    );
  },
});

/** Only if the text occurs there exactly once. */
function fixAt(
  { file, start, end }: Place,
  { from, to }: { readonly from: string; readonly to: string },
): Fix | undefined {
  const [before = "", after, ...more] = file.text.slice(start, end).split(from);
  if (after === undefined || more.length > 0 || !/\.(?:tf|tofu)$/.test(file.path)) return undefined;
  const at = start + before.length;
  const place = { file, start: at, end: at + from.length };
  return to === "" ? fixOf("Remove the comma", { place, newText: to }) : replacing(place, to);
}
