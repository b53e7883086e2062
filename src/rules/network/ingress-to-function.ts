import { functionGroups, rulesOf } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { removeResource } from "../shared/edits/removal.ts";

const example = (direction: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
    security_group_ids = [aws_security_group.orders.id]
  }
}

resource "aws_security_group" "orders" {
  vpc_id = "vpc-0a1b2c3d4e5f60718"

  ${direction} {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}`;

export default defineRule({
  summary: "A function's security group allows ingress, although nothing can connect to a function",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Giving Lambda functions access to resources in a VPC (2026-11)",
  why: `A function is called through Lambda's API and listens on no port. The rule has no effect, and whoever reads it believes that
the function can be reached, or that access to it is limited there.`,
  bad: example("ingress"),
  good: example("egress"),
  check({ stack }) {
    return functionGroups(stack).flatMap(({ group, fn }) =>
      rulesOf(group, "ingress", stack).map(({ at, holder, block }) => ({
        at,
        resource: group.address,
        message: `${group} allows ingress to ${fn}, but nothing can connect to a function`,
        help: "Remove the rule",
        suggestions: suggestionOf("Remove the rule", holder === group ? removeBlock(block) : removeResource(holder)),
        related: [{ at: networkPlace(fn), message: "The function's groups" }],
      })),
    );
  },
});

function networkPlace(fn: ReturnType<typeof functionGroups>[number]["fn"]) {
  return fn.body.block("vpc_config")?.place("security_group_ids") ?? fn.place();
}
