import type { Stack } from "../../../lambda/index.ts";
import type { BlockValue, Resource } from "../../../terraform/index.ts";

/** The direction of the traffic that a rule allows. */
export type Direction = "ingress" | "egress";

/** A rule of any security group: a block in the group, or a separate resource. */
export interface AnyGroupRule {
  readonly resource: Resource;
  readonly block: BlockValue;
}

/** The rules of all security groups in one direction, however they are written. */
export function groupRules(stack: Stack, direction: Direction): readonly AnyGroupRule[] {
  const inline = ["aws_security_group", "aws_default_security_group"]
    .flatMap((type) => stack.resources(type))
    .flatMap((resource) => resource.body.blocks(direction).map((block) => ({ resource, block })));
  const own = [
    ...stack.resources("aws_security_group_rule").filter(({ body }) => body.string("type") === direction),
    ...stack.resources(`aws_vpc_security_group_${direction}_rule`),
  ];
  return [...inline, ...own.map((resource) => ({ resource, block: resource.body }))];
}

/** The protocol of a rule, whichever argument its type has for it. */
export function protocolOfRule(block: BlockValue): string | undefined {
  return (block.string("protocol") ?? block.string("ip_protocol"))?.toLowerCase();
}
