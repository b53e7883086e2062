import { networkOf } from "../../lambda/index.ts";
import { referenceChain, type Value } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A function runs in the VPC's default security group",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Amazon VPC user guide, Default security groups for your VPCs (2026-11)",
  why: `Everything that does not name a group is in the default group, and its members may talk to each other. A rule for one of
them applies to all the others, including the function.`,
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
    security_group_ids = [aws_vpc.main.default_security_group_id]
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}`,
  good: `resource "aws_lambda_function" "orders" {
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
  name   = "orders"
  vpc_id = "vpc-0a1b2c3d4e5f60718"
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) =>
      (networkOf(fn)?.groups.members ?? [])
        .filter(({ value }) => isDefaultGroup(value))
        .map(({ value }) => ({
          at: value.place,
          resource: fn.resource.address,
          message: `${fn} runs in the default security group of its VPC`,
          help: "Give the function its own aws_security_group, with the egress that it needs",
        })),
    );
  },
});

function isDefaultGroup(value: Value): boolean {
  return referenceChain(value).some(
    ({ resource, path }) =>
      resource.type === "aws_default_security_group" ||
      path[0] === "default_security_group_id" ||
      (resource.type === "aws_security_group" &&
        resource.mode === "data" &&
        resource.body.string("name") === "default"),
  );
}
