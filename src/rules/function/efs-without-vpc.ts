import { defineRule } from "../rule.ts";

const example = (network: string) => `resource "aws_lambda_function" "index" {
  function_name = "index"
  role          = aws_iam_role.index.arn
  runtime       = "python3.14"
  handler       = "index.handler"
  filename      = "index.zip"

  file_system_config {
    arn              = aws_efs_access_point.index.arn
    local_mount_path = "/mnt/index"
  }${network}
}`;

export default defineRule({
  summary: "A function mounts a file system but is in no VPC",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Configuring file system access for Lambda functions (2026-11)",
  why: "A file system is reached through its mount targets in a VPC. Without vpc_config the function cannot be created.",
  bad: example(""),
  good: example(`

  vpc_config {
    subnet_ids         = aws_subnet.private[*].id
    security_group_ids = [aws_security_group.index.id]
  }`),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const fileSystem = fn.body.blocks("file_system_config").find((block) => block.isCertain);
      // a capacity provider has its own network
      if (!fileSystem || !fn.lacks("vpc_config") || fn.hasCapacityProvider !== "no") return [];
      return [
        {
          at: fileSystem.place(),
          resource: fn.resource.address,
          message: `${fn} mounts a file system, but has no vpc_config`,
          help: "Add vpc_config with subnets that have a mount target, and a security group that can reach port 2049",
        },
      ];
    });
  },
});
