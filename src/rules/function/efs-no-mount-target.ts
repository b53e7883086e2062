import { handedToCallers, handedToModules, type Stack } from "../../lambda/index.ts";
import { type BlockValue, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { AFTER_TARGET, MOUNT_TARGET, mountWith } from "../shared/resources/example-mount.ts";

const SYSTEM = "aws_efs_file_system";

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
  bad: mountWith({ target: "", order: "" }),
  good: mountWith({ target: MOUNT_TARGET, order: AFTER_TARGET }),
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
