import { grouped } from "../../grouped.ts";
import { oncePer } from "../../once-per.ts";
import {
  type BlockValue,
  distinctDirectories,
  type Place,
  type Resource,
  referencesIn,
  type WrittenReference,
} from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import type { Stack } from "../stack.ts";
import { networkOf } from "./network.ts";

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
  return referencesTo(group, stack).every((reference) => {
    const { blocks, argument } = reference;
    const type = blocks[0]?.type === "resource" ? blocks[0].labels[0]?.value : undefined;
    return (
      type === "aws_lambda_function" ||
      argument === "depends_on" ||
      (type !== undefined && (type.startsWith("aws_security_group") || type.startsWith("aws_vpc_security_group_"))) ||
      isHandedToFunction(reference, stack)
    );
  });
}

/** Whether a reference is in an argument of a call that only a function takes, of a module that is stood in for. */
function isHandedToFunction({ blocks: [call], argument, place }: WrittenReference, stack: Stack): boolean {
  if (call?.type !== "module") return false;
  const called = stack.modules
    .filter(({ directory }) => directory.holds(place.file))
    .flatMap(({ children }) => children.filter((child) => child.call?.name === call.labels[0]?.value));
  return (
    called.length > 0 &&
    called.every(({ directory }) => {
      const uses = referencesIn(directory).filter(({ root, path }) => root === "var" && path[0] === argument);
      const isOfFunction = ({ blocks: [user] }: WrittenReference) => user?.labels[0]?.value === "aws_lambda_function";
      return directory.isStandIn && uses.length > 0 && uses.every(isOfFunction);
    })
  );
}

/** Where a group is referred to; for one of a stand-in, where its call is. */
function referencesTo({ name, module: { directory, call } }: Resource, stack: Stack): readonly WrittenReference[] {
  if (directory.isStandIn)
    return call
      ? referencesIn(call.parent.directory).filter(({ root, path }) => root === "module" && path[0] === call.name)
      : [];
  return distinctDirectories(stack.modules)
    .filter((one) => one.directory === directory)
    .flatMap((one) => groupReferences(referencesIn(one.directory)).get(name) ?? []);
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
