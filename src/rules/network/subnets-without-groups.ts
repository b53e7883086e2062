import { networkOf } from "../../lambda/index.ts";
import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const example = (groups: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
    security_group_ids = [${groups}]
  }
}`;

export default defineRule({
  summary: "A function has subnets without security groups, or groups without subnets",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, VpcConfig (2026-11)",
  why: `Lambda requires both lists or, outside a VPC, neither. With only one of them empty it refuses the configuration in the
middle of the apply.`,
  bad: example(""),
  good: example('"sg-0a1b2c3d4e5f60718"'),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const network = networkOf(fn);
      if (!network) return [];
      const { subnets, groups, block } = network;
      const isEmpty = (list: typeof subnets) => list.isComplete && list.members.length === 0;
      if (isEmpty(subnets) === isEmpty(groups)) return [];
      const [empty, other] = isEmpty(subnets) ? [subnets, groups] : [groups, subnets];
      if (other.members.length === 0) return [];
      const [name, what, otherWhat] =
        empty === subnets
          ? (["subnet_ids", "subnet", "security groups"] as const)
          : (["security_group_ids", "security group", "subnets"] as const);
      if (isCallersChoice(fn.resource, name, block)) return [];
      return [
        {
          at: block.place(name),
          resource: fn.resource.address,
          message: `${fn} has ${otherWhat} but no ${what}; Lambda requires both or neither`,
          help: `Name at least one ${what}, or leave both lists empty`,
        },
      ];
    });
  },
});
