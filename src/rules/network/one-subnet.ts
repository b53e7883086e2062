import { networkOf } from "../../lambda/index.ts";
import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const example = (subnets: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  vpc_config {
    subnet_ids         = [${subnets}]
    security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  }
}`;

export default defineRule({
  summary: "A function in a VPC runs in only one availability zone",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  source: "AWS Security Hub, Lambda.5; AWS Lambda developer guide, Attaching Lambda functions to a VPC (2026-11)",
  why: `When the zone has a problem, or its subnet has no addresses left, the function cannot start. With subnets in two zones
Lambda continues in the other one, at no extra cost.`,
  ignoreWhen: "What the function talks to is only in that zone.",
  bad: example('"subnet-0a1b2c3d4e5f60718"'),
  good: example('"subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"'),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const network = networkOf(fn);
      if (!network?.subnets.isComplete || isCallersChoice(fn.resource, "subnet_ids", network.block)) return [];
      const { members } = network.subnets;
      const zones = new Set(members.map(({ resource }) => resource?.body.string("availability_zone")));
      const isOneZone = members.length > 1 && zones.size === 1 && !zones.has(undefined);
      if (members.length !== 1 && !isOneZone) return [];
      return [
        {
          at: network.block.place("subnet_ids"),
          resource: fn.resource.address,
          message: isOneZone
            ? `All subnets of ${fn} are in the availability zone ${[...zones][0]}`
            : `${fn} has one subnet, so it runs in only one availability zone`,
          help: "Name subnets in at least two availability zones",
        },
      ];
    });
  },
});
