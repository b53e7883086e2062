import { handedToCallers, handedToModules, type Stack } from "../../lambda/index.ts";
import { type BlockValue, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const SYSTEM = "aws_efs_file_system";

const example = (target: string) => `resource "aws_efs_file_system" "index" {
  encrypted = true
}
${target}
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
  }

  depends_on = [aws_efs_mount_target.index]
}`;

export default defineRule({
  summary: "A function mounts a file system that has no mount target",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS provider 6.66.0, aws_lambda_function: Lambda with File Systems; AWS Lambda developer guide, Configuring file system access (2026-11)",
  why: `A function reaches a file system through a mount target in its VPC. When a function is created, Lambda checks that there
is one, and refuses the function otherwise, so the apply fails.`,
  ignoreWhen: "The mount targets are created outside of this configuration before the function is.",
  bad: example("").replace("\n\n  depends_on = [aws_efs_mount_target.index]", ""),
  good: example(`
resource "aws_efs_mount_target" "index" {
  file_system_id = aws_efs_file_system.index.id
  subnet_id      = "subnet-0a1b2c3d4e5f60718"
}
`),
  check({ stack }) {
    return stack.functions.flatMap((fn) =>
      fn.body
        .blocks("file_system_config")
        .filter(({ isCertain }) => isCertain)
        .flatMap((config) => findingFor(config, fn.resource, stack)),
    );
  },
});

function findingFor(config: BlockValue, fn: Resource, stack: Stack): RuleFinding[] {
  const point = referredOfType(config.value("arn"), "aws_efs_access_point");
  const system = point && referredOfType(point.body.value("file_system_id"), SYSTEM);
  if (system?.mode !== "managed" || mayHaveTarget(system, stack)) return [];
  return [
    {
      at: config.place("arn"),
      resource: fn.address,
      message: `${fn} mounts ${system}, which has no mount target`,
      help: `Add an aws_efs_mount_target of ${system} in each subnet of the function, and name it in the function's depends_on`,
      related: [{ at: system.body.place(), message: "the file system" }],
    },
  ];
}

/** Whether a mount target is declared, or may be created by what the file system is handed to. */
function mayHaveTarget(system: Resource, stack: Stack): boolean {
  if (handedToModules(stack).has(system) || handedToCallers(stack).has(system)) return true;
  return stack.resources("aws_efs_mount_target").some(({ body }) => {
    const own = referredOfType(body.value("file_system_id"), SYSTEM);
    return own === undefined || own === system;
  });
}
