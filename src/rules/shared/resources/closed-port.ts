import { handedToModules, inOutputs, mayBeSwitchedOn, type Stack } from "../../../lambda/index.ts";
import {
  type BlockValue,
  ignoredChanges,
  isCallersChoice,
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
  if (handedToModules(stack).has(group) || inOutputs(stack).has(group)) return false;
  if (ruleTypes(direction).some((type) => mayBeSwitchedOn(stack, type, group))) return false;
  const separate = separateRules(stack, direction).filter(({ body }) =>
    mayBeOf(body.value("security_group_id"), group),
  );
  return ![...blocks, ...separate.map(({ body }) => body)].some((rule) => mayLetThrough(rule, port));
}

const RULE = "aws_security_group_rule";

function ruleTypes(direction: Direction): readonly string[] {
  return [RULE, `aws_vpc_security_group_${direction}_rule`];
}

function separateRules(stack: Stack, direction: Direction): readonly Resource[] {
  const other = direction === "ingress" ? "egress" : "ingress";
  return ruleTypes(direction)
    .flatMap((type) => stack.resources(type))
    .filter((rule) => rule.type !== RULE || rule.body.string("type") !== other || isCallersChoice(rule, "type"));
}

/** Whether a rule is of a group, or of one that is not known. */
function mayBeOf(value: Value, group: Resource): boolean {
  const referred = referredResources(value);
  if (referred.length === 0) return stringOf(value) === undefined;
  // what is looked up may be the same group
  return referred.some((one) => one === group || one.mode === "data");
}

function mayLetThrough(rule: BlockValue, port: number): boolean {
  const protocol = protocolOfRule(rule);
  if (protocol !== undefined && protocol !== "tcp" && protocol !== "6") return protocol === "-1" || protocol === "all";
  const from = numberOf(rule.value("from_port"));
  const to = numberOf(rule.value("to_port"));
  return from === undefined || to === undefined || (from <= port && port <= to);
}
