import { dependsOn, type LambdaFunction, type Stack } from "../../lambda/index.ts";
import { type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { waitFor } from "../shared/edits/dependencies.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { AFTER_TARGET, MOUNT_TARGET, mountWith } from "../shared/resources/example-mount.ts";

export default defineRule({
  summary: "A function may be created before its file system has a mount target",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, aws_lambda_function: Lambda with File Systems (2026-11)",
  why: `When a function is created, Lambda checks that its file system has an available mount target. The function refers only to
the access point, so Terraform creates it in parallel with the mount targets, which take more than a minute: the first apply
fails.`,
  bad: mountWith({ target: MOUNT_TARGET, order: "" }),
  good: mountWith({ target: MOUNT_TARGET, order: AFTER_TARGET }),
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
