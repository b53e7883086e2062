import { dependsOn, type LambdaFunction, type Stack } from "../../lambda/index.ts";
import { type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { waitFor } from "../shared/edits/dependencies.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const example = (order: string) => `resource "aws_efs_file_system" "index" {
  encrypted = true
}

resource "aws_efs_mount_target" "index" {
  file_system_id = aws_efs_file_system.index.id
  subnet_id      = "subnet-0a1b2c3d4e5f60718"
}

resource "aws_efs_access_point" "index" {
  file_system_id = aws_efs_file_system.index.id
}

resource "aws_lambda_function" "index" {
  function_name = "index"
  role          = "arn:aws:iam::111122223333:role/index"
  runtime       = "python3.14"
  handler       = "index.handler"
  filename      = "index.zip"

  file_system_config {
    arn              = aws_efs_access_point.index.arn
    local_mount_path = "/mnt/index"
  }

  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d4e5f60718"]
    security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  }${order}
}`;

export default defineRule({
  summary: "A function may be created before its file system has a mount target",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, aws_lambda_function: Lambda with File Systems (2026-11)",
  why: `When a function is created, Lambda checks that its file system has an available mount target. The function refers only to
the access point, so Terraform creates it in parallel with the mount targets, which take more than a minute: the first apply
fails.`,
  bad: example(""),
  good: example("\n\n  depends_on = [aws_efs_mount_target.index]"),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const targets = mountTargets(fn, stack);
      const [first] = targets;
      if (!first || targets.some((target) => dependsOn(fn.resource, target) !== "no")) return [];
      return [
        {
          at: fn.body.block("file_system_config")?.place("arn") ?? fn.place(),
          resource: fn.resource.address,
          message: `${fn} may be created before ${first}, but Lambda refuses a file system without a mount target`,
          help:
            first.module === fn.resource.module
              ? `Add depends_on = [${first.type}.${first.name}] to ${fn}`
              : `Make ${fn} depend on the module that contains ${first}`,
          related: [{ at: first.body.place(), message: "the mount target" }],
          suggestions: suggestionOf(`Make it wait for ${first.type}.${first.name}`, waitFor(fn.resource, ...targets)),
        },
      ];
    });
  },
});

/** The mount targets of the file system that a function mounts. */
function mountTargets(fn: LambdaFunction, stack: Stack): readonly Resource[] {
  const mounted = fn.body
    .blocks("file_system_config")
    .filter((block) => block.isCertain)
    .map((block) => referredOfType(block.value("arn"), "aws_efs_access_point"))
    .map((point) => point && referredOfType(point.body.value("file_system_id"), "aws_efs_file_system"))
    .filter((system) => system !== undefined);
  return stack.resources("aws_efs_mount_target").filter(({ body }) => {
    const system = referredOfType(body.value("file_system_id"), "aws_efs_file_system");
    return system !== undefined && mounted.includes(system);
  });
}
