import { grouped } from "../grouped.ts";
import { oncePer } from "../once-per.ts";
import {
  type BlockValue,
  distinctDirectories,
  type Place,
  type Resource,
  referencesIn,
  type WrittenReference,
} from "../terraform/index.ts";
import type { LambdaFunction } from "./function.ts";
import { networkOf } from "./network.ts";
import type { Stack } from "./stack.ts";

/** A security group that, as far as can be seen, only functions have. */
export interface FunctionGroup {
  readonly group: Resource;
  readonly fn: LambdaFunction;
}

/** A rule of a security group: a block in the group, or a separate resource. */
export interface GroupRule {
  /** The group itself, or the separate resource. */
  readonly holder: Resource;
  readonly block: BlockValue;
  readonly at: Place;
}

/**
 * The security groups of the stack that only functions have. Groups that are passed to an output or a module are left
 * out.
 */
export function functionGroups(stack: Stack): readonly FunctionGroup[] {
  const found = new Map<Resource, FunctionGroup>();
  for (const fn of stack.functions) {
    for (const { resource } of networkOf(fn)?.groups.members ?? []) {
      if (resource?.type !== "aws_security_group" || resource.mode !== "managed" || found.has(resource)) continue;
      if (isOnlyOfFunctions(resource, stack)) found.set(resource, { group: resource, fn });
    }
  }
  return [...found.values()];
}

function isOnlyOfFunctions(group: Resource, stack: Stack): boolean {
  return distinctDirectories(stack.modules)
    .filter(({ directory }) => directory === group.module.directory)
    .flatMap(({ directory }) => groupReferences(referencesIn(directory)).get(group.name) ?? [])
    .every(({ blocks: [outer], argument }) => {
      const type = outer?.type === "resource" ? outer.labels[0]?.value : undefined;
      return (
        type === "aws_lambda_function" ||
        argument === "depends_on" ||
        (type !== undefined && (type.startsWith("aws_security_group") || type.startsWith("aws_vpc_security_group_")))
      );
    });
}

/** References to security groups, by their names. */
const groupReferences = oncePer((references: readonly WrittenReference[]) =>
  grouped(references, ({ root, path }) => (root === "aws_security_group" ? path.slice(0, 1) : [])),
);

/** The rules of a group in one direction. */
export function rulesOf(group: Resource, direction: "ingress" | "egress", stack: Stack): readonly GroupRule[] {
  const blocks = group.body.blocks(direction).filter(({ isCertain }) => isCertain);
  const inline = blocks.map((block) => ({ holder: group, block }));
  const own = [
    ...stack
      .referring("aws_security_group_rule", "security_group_id", group)
      .filter(({ body }) => body.string("type") === direction),
    ...stack.referring(`aws_vpc_security_group_${direction}_rule`, "security_group_id", group),
  ].filter(({ isCertain }) => isCertain);
  const rules = [...inline, ...own.map((holder) => ({ holder, block: holder.body }))];
  return rules.map((rule) => ({ ...rule, at: rule.block.place() }));
}
