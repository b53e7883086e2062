import { networkOf } from "../../lambda/index.ts";
import { isAlways } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const example = (addresses: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  vpc_config {
    subnet_ids                  = [aws_subnet.private.id]
    security_group_ids          = ["sg-0a1b2c3d4e5f60718"]
    ipv6_allowed_for_dual_stack = true
  }
}

resource "aws_subnet" "private" {
${addresses}
}`;

export default defineRule({
  summary: "A function is configured for IPv6 in a subnet that has none",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, IPv6 support: dual-stack subnets (2026-11)",
  why: `With ipv6_allowed_for_dual_stack every subnet of the function needs an IPv6 range besides its IPv4 range. Otherwise Lambda
refuses the configuration.`,
  bad: example(`  vpc_id     = "vpc-0a1b2c3d4e5f60718"
  cidr_block = "10.0.2.0/24"`),
  good: example(`  vpc_id          = "vpc-0a1b2c3d4e5f60718"
  cidr_block      = "10.0.2.0/24"
  ipv6_cidr_block = "2600:1f18:1234:5600::/64"`),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const network = networkOf(fn);
      if (!network || !isAlways(fn.resource, "ipv6_allowed_for_dual_stack", true, network.block)) return [];
      return network.subnets.members.flatMap(({ resource }) => {
        // aws_default_subnet adopts a subnet with whatever range it has
        if (resource?.mode !== "managed" || resource.type !== "aws_subnet") return [];
        const names = resource.body.argumentNames.filter(
          (name) => name.startsWith("ipv6_") || name.includes("ipv6_ipam"),
        );
        if (names.some((name) => resource.body.isSet(name) !== "no")) return [];
        return [
          {
            at: network.block.place("ipv6_allowed_for_dual_stack"),
            resource: fn.resource.address,
            message: `${fn} is configured for IPv6, but ${resource} has no IPv6 range`,
            help: "Give the subnet an ipv6_cidr_block, or remove ipv6_allowed_for_dual_stack",
            suggestions: suggestionOf(
              "Remove ipv6_allowed_for_dual_stack",
              removeArgument(network.block, "ipv6_allowed_for_dual_stack"),
            ),
            related: [{ at: resource.body.place(), message: "The subnet" }],
          },
        ];
      });
    });
  },
});
