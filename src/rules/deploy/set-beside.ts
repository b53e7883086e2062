import { type BlockValue, ignoredChanges, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

/** A setting that may be made in a resource or in a separate one. */
interface Setting {
  readonly type: string;
  /** The argument or block in the resource itself. */
  readonly within: string;
  readonly beside: string;
  /** The argument of the separate resource that refers to this one. */
  readonly names: string;
  /** Whether the separate resource makes this setting, if its type does not tell. */
  readonly is?: (body: BlockValue) => boolean;
}

const ofGroup = (direction: string): readonly Setting[] => [
  {
    type: "aws_security_group",
    within: direction,
    beside: "aws_security_group_rule",
    names: "security_group_id",
    is: (body) => body.string("type") === direction,
  },
  {
    type: "aws_security_group",
    within: direction,
    beside: `aws_vpc_security_group_${direction}_rule`,
    names: "security_group_id",
  },
];

const SETTINGS: readonly Setting[] = [
  ...ofGroup("ingress"),
  ...ofGroup("egress"),
  { type: "aws_route_table", within: "route", beside: "aws_route", names: "route_table_id" },
  { type: "aws_s3_bucket", within: "policy", beside: "aws_s3_bucket_policy", names: "bucket" },
  { type: "aws_sns_topic", within: "policy", beside: "aws_sns_topic_policy", names: "arn" },
  { type: "aws_sqs_queue", within: "policy", beside: "aws_sqs_queue_policy", names: "queue_url" },
  { type: "aws_sqs_queue", within: "redrive_policy", beside: "aws_sqs_queue_redrive_policy", names: "queue_url" },
  {
    type: "aws_sqs_queue",
    within: "redrive_allow_policy",
    beside: "aws_sqs_queue_redrive_allow_policy",
    names: "queue_url",
  },
];

const example = (inside: string) => `resource "aws_security_group" "orders" {
  name        = "orders"
  description = "Of the function that takes orders"
  vpc_id      = "vpc-0a1b2c3d4e5f60718"
${inside}}

resource "aws_vpc_security_group_egress_rule" "database" {
  security_group_id = aws_security_group.orders.id
  cidr_ipv4         = "10.0.2.0/24"
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
}`;

export default defineRule({
  summary: "A setting is made both in a resource and in a separate resource, and the two undo each other",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "Terraform AWS provider 6.66.0, notes on aws_security_group, aws_route_table, aws_s3_bucket_policy, aws_sns_topic_policy, aws_sqs_queue_policy and aws_sqs_queue_redrive_policy (2026-11)",
  why: `What is written in the resource is complete for Terraform: it removes what the separate resource adds, and the next apply
brings that back. Each plan shows changes, and in between connections are refused or messages lost.`,
  bad: example(`
  egress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
`),
  good: example(""),
  check({ stack }) {
    return SETTINGS.flatMap(({ type, within, beside, names, is }) =>
      stack.resources(type).flatMap((resource): RuleFinding[] => {
        if (!isSetWithin(resource, within)) return [];
        const [other] = stack
          .referring(beside, names, resource)
          .filter(({ body, isCertain }) => isCertain && (is?.(body) ?? true));
        if (!other) return [];
        return [
          {
            at: resource.body.blocks(within)[0]?.place() ?? resource.body.place(within),
            resource: resource.address,
            message: `${resource} manages all of ${within} itself, and ${other} sets it as well, so they undo each other`,
            help: `Write ${within} either only in ${resource}, or only in resources of type ${beside}`,
            related: [{ at: other.body.place(names), message: "what sets it as well" }],
          },
        ];
      }),
    );
  },
});

/** Whether a setting is certainly made in the resource, and Terraform does not ignore it. */
function isSetWithin(resource: Resource, name: string): boolean {
  const { body, isCertain } = resource;
  const ignored = ignoredChanges(resource);
  if (!isCertain || ignored === "all" || ignored.has(name)) return false;
  return body.isSet(name) === "yes" || body.blocks(name).some((block) => block.isCertain);
}
