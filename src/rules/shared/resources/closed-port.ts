import { handedToCallers, handedToModules, type Stack } from "../../../lambda/index.ts";
import {
  type BlockValue,
  ignoredChanges,
  numberOf,
  type Resource,
  referredResources,
  stringOf,
  type Value,
} from "../../../terraform/index.ts";
import { isExcerpt } from "../declarations/excerpt.ts";
import { type Direction, protocolOfRule } from "./group-rules.ts";

/** Whether a security group certainly has no rule that lets TCP through to a port. */
export function isClosed(group: Resource, direction: Direction, port: number, stack: Stack): boolean {
  if (group.type !== "aws_security_group" || group.mode !== "managed" || isExcerpt(group.module)) return false;
  const blocks = group.body.blocks(direction);
  if (blocks.length === 0 && group.body.isSet(direction) !== "no") return false;
  const ignored = ignoredChanges(group);
  if (ignored === "all" || ignored.has(direction)) return false;
  // what gets the group's id may add rules to it
  if (handedToModules(stack).has(group) || handedToCallers(stack).has(group)) return false;
  const separate = separateRules(stack, direction).filter(({ body }) =>
    mayBeOf(body.value("security_group_id"), group),
  );
  return ![...blocks, ...separate.map(({ body }) => body)].some((rule) => mayLetThrough(rule, port));
}

function separateRules(stack: Stack, direction: Direction): readonly Resource[] {
  const other = direction === "ingress" ? "egress" : "ingress";
  return [
    ...stack.resources("aws_security_group_rule").filter(({ body }) => body.string("type") !== other),
    ...stack.resources(`aws_vpc_security_group_${direction}_rule`),
  ];
}

/** Whether a rule is of a group, or of one that is not known. */
function mayBeOf(value: Value, group: Resource): boolean {
  const referred = referredResources(value);
  return referred.length > 0 ? referred.includes(group) : stringOf(value) === undefined;
}

function mayLetThrough(rule: BlockValue, port: number): boolean {
  const protocol = protocolOfRule(rule);
  if (protocol !== undefined && protocol !== "tcp" && protocol !== "6") return protocol === "-1" || protocol === "all";
  const from = numberOf(rule.value("from_port"));
  const to = numberOf(rule.value("to_port"));
  return from === undefined || to === undefined || (from <= port && port <= to);
}
