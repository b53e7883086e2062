import { arnText } from "../../iam/index.ts";
import { isVariableDefault } from "../../lambda/index.ts";
import { isPlanned, knownPrefix, type Resource, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { partitionOf } from "../shared/edits/account.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { policyWith } from "../shared/policies/example-policy.ts";

export default defineRule({
  summary: "An ARN in a policy hard-codes the partition",
  severity: "info",
  profile: "all",
  since: "0.1",
  peers: { tflint: ["aws_iam_policy_gov_friendly_arns"], "cfn-lint": ["I3042"] },
  source: "AWS IAM user guide, IAM identifiers: ARN format (2026-11)",
  why: "In China and in GovCloud ARNs start with arn:aws-cn: and arn:aws-us-gov:, so such a policy matches nothing there.",
  ignoreWhen: "The module is never used outside the commercial regions.",
  bad: policyWith('{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::orders/*" }'),
  good: `data "aws_partition" "current" {}

${policyWith('{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:${data.aws_partition.current.partition}:s3:::orders/*" }')}`,
  check({ stack }) {
    return stack.policyStatements.flatMap(({ site, statement }) =>
      [...statement.resources.values, ...statement.notResources.values].filter(hasPartition).map((value) => ({
        at: value.place,
        resource: site.holder.address,
        message: `The ARN ${written(value)} exists only in the partition ${knownPrefix(value).split(":")[1]}`,
        help: "Write arn:${data.aws_partition.current.partition}: at its start",
        suggestions: ofAnyPartition(value, site.holder),
      })),
    );
  },
});

function hasPartition(value: Value): boolean {
  // a document that Terraform reads as text cannot use data sources
  if (!/\.(?:tf|tofu|tf\.json|tofu\.json)$/.test(value.place.file.path)) return false;
  return value.via === undefined && !isPlanned(value) && /^arn:aws(?:-cn|-us-gov)?:/.test(knownPrefix(value));
}

function ofAnyPartition(value: Value, holder: Resource): readonly Fix[] {
  const { file, start, end } = value.place;
  const [before, partition = ""] = /^"?arn:(?=(aws[a-z-]*):)/.exec(file.text.slice(start, end)) ?? [];
  // the default of a variable must be a constant
  const isElsewhere = !holder.module.directory.holds(file) || isVariableDefault(value, holder.module);
  if (before === undefined || isElsewhere) return [];
  const at = start + before.length;
  const { id, edits } = partitionOf(holder);
  const edit = { place: { file, start: at, end: at + partition.length }, newText: `\${${id}}` };
  return suggestionOf("Look up the partition", edit, ...edits);
}

function written(value: Value): string {
  const text = arnText(value).replace(/[\uE000-\uE003]/g, "…");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
