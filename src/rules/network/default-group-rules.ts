import { type BlockValue, isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { removeResource } from "../shared/edits/removal.ts";

/** Resources that add a rule to the group that they refer to. */
const RULES = [
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
] as const;

const example = (rules: string) => `resource "aws_vpc" "orders" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_default_security_group" "orders" {
  vpc_id = aws_vpc.orders.id${rules}
}`;

export default defineRule({
  summary: "The default security group of a VPC allows traffic",
  severity: "info",
  profile: "all",
  since: "0.1",
  peers: { checkov: ["CKV2_AWS_12"], trivy: ["AWS-0173"], kics: ["vpc_default_security_group_accepts_all_traffic"] },
  source: "AWS Security Hub user guide, Amazon EC2 controls: EC2.2 (2026-11)",
  why: `Everything that does not name a group is in the default group. If that group allows nothing, the mistake shows at once; if
it allows traffic, everything works and nobody notices.`,
  bad: example(`

  ingress {
    protocol  = "-1"
    self      = true
    from_port = 0
    to_port   = 0
  }`),
  good: example(""),
  check({ stack }) {
    const groups = stack.resources("aws_default_security_group");
    const inline = groups.flatMap((group) => {
      const [rule] = openingsOf(group);
      return rule ? [{ at: rule.place(), group, by: group }] : [];
    });
    const own = RULES.flatMap((type) =>
      groups.flatMap((group) =>
        stack.referring(type, "security_group_id", group).map((by) => ({ at: by.body.place(), group, by })),
      ),
    );
    return [...inline, ...own].map(({ at, group, by }) => ({
      at,
      resource: by.address,
      message: by === group ? `${group} allows traffic` : `${by} allows traffic through ${group}`,
      help: "Leave the default group without rules, and use a separate group for whatever needs some",
      suggestions: suggestionOf(
        by === group ? "Remove its rules" : "Remove the rule",
        ...(by === group ? openingsOf(group).map(removeBlock) : [removeResource(by)]),
      ),
    }));
  },
});

function openingsOf(group: Resource): readonly BlockValue[] {
  return ["ingress", "egress"].flatMap((type) =>
    group.body.blocks(type).filter((block) => block.isCertain && !isCallersChoice(group, type)),
  );
}
