import { functionGroups, networkOf, type Stack } from "../../lambda/index.ts";
import { ignoredChanges, type Resource, referredResources, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { isExcerpt } from "../shared/declarations/excerpt.ts";
import { companion } from "../shared/edits/companion.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { selfReference } from "../shared/edits/references.ts";

export default defineRule({
  summary: "The security groups of a function allow no outgoing connections",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Terraform AWS provider, aws_security_group: note on egress rules (2026-11)",
  why: `AWS gives a new security group a rule that allows all outgoing traffic, but Terraform removes it. Without an egress rule the
function reaches neither database nor service, and each call to one of them hangs until the function's timeout.`,
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  vpc_config {
    subnet_ids         = var.subnet_ids
    security_group_ids = [aws_security_group.orders.id]
  }
}

variable "subnet_ids" {
  type = list(string)
}

resource "aws_security_group" "orders" {
  name   = "orders"
  vpc_id = "vpc-0a1b2c3d4e5f60718"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  vpc_config {
    subnet_ids         = var.subnet_ids
    security_group_ids = [aws_security_group.orders.id]
  }
}

variable "subnet_ids" {
  type = list(string)
}

resource "aws_security_group" "orders" {
  name   = "orders"
  vpc_id = "vpc-0a1b2c3d4e5f60718"

  egress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}`,
  check({ stack }) {
    const rules = egressRules(stack).map(({ body }) => body.value("security_group_id"));
    const holders = rules.map(referredResources);
    // a rule of an unknown group may belong to any group
    if (rules.some((holder, index) => holders[index]?.length === 0 && stringOf(holder) === undefined)) return [];
    const open = new Set(holders.flat());
    const closed = functionGroups(stack).filter(({ group }) => !open.has(group) && hasNoOwnRule(group));
    const closedGroups = new Set(closed.map(({ group }) => group));
    return closed
      .filter(({ fn }) => {
        const groups = networkOf(fn)?.groups;
        return groups?.isComplete && groups.members.every(({ resource }) => resource && closedGroups.has(resource));
      })
      .map(({ group, fn }) => ({
        at: group.body.place("egress"),
        resource: group.address,
        message: `${group} has no egress rule, so ${fn} cannot open any connection`,
        help: "Add egress rules for what the function talks to: port 443 for AWS services, and the ports of its databases",
        suggestions: suggestionOf(
          "Allow outgoing connections to port 443",
          companion(group, EGRESS_RULE, httpsFrom(group))?.edit,
        ),
      }));
  },
});

/** Whether a group itself certainly has no egress rules. */
function hasNoOwnRule(group: Resource): boolean {
  const { body, module } = group;
  if (isExcerpt(module) || body.isSet("egress") !== "no" || body.blocks("egress").length > 0) return false;
  const ignored = ignoredChanges(group);
  return ignored !== "all" && !ignored.has("egress");
}

function egressRules(stack: Stack): readonly Resource[] {
  return [
    ...stack.resources("aws_security_group_rule").filter(({ body }) => body.string("type") !== "ingress"),
    ...stack.resources(EGRESS_RULE),
  ];
}

const EGRESS_RULE = "aws_vpc_security_group_egress_rule";

function httpsFrom(group: Resource): string {
  return `security_group_id = ${selfReference(group)}.id
cidr_ipv4 = "0.0.0.0/0"
ip_protocol = "tcp"
from_port = 443
to_port = 443`;
}
