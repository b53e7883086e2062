import {
  type BlockValue,
  elementsOrSelf,
  isSet,
  type Resource,
  referredResources,
  type Value,
} from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";

/** An element of one of the lists in a function's network configuration. */
interface NetworkMember {
  readonly value: Value;
  /** The subnet or security group, if it is declared or looked up here. */
  readonly resource: Resource | undefined;
}

/** The subnets and security groups of a function. */
export interface FunctionNetwork {
  readonly block: BlockValue;
  readonly subnets: NetworkMembers;
  readonly groups: NetworkMembers;
}

/** The subnets or security groups of something. */
interface NetworkMembers {
  readonly members: readonly NetworkMember[];
  /** Whether these are all, each of them a single one. */
  readonly isComplete: boolean;
}

/** A function's vpc_config; undefined if it has none, or may have none. */
export function networkOf(fn: LambdaFunction): FunctionNetwork | undefined {
  const block = fn.body.block("vpc_config");
  if (!block?.isCertain) return undefined;
  return {
    block,
    subnets: networkMembers(block.value("subnet_ids"), "subnet"),
    groups: networkMembers(block.value("security_group_ids"), "security_group"),
  };
}

/** The subnets or security groups in a list of ids. */
export function networkMembers(value: Value, kind: "subnet" | "security_group"): NetworkMembers {
  const { elements, complete } = elementsOrSelf(value);
  const members = elements.map((element) => ({
    value: element,
    resource: referredResources(element).find(({ type }) => type.endsWith(kind)),
  }));
  const isComplete =
    complete && members.every(({ value: one, resource }) => isSingle(one) && resource?.isSymbolic !== true);
  return { members, isComplete };
}

/** Whether an element is exactly one id, and not an unknown list or nothing. */
function isSingle(value: Value): boolean {
  if (value.kind === "unknown") return value.why === "computed" && value.via !== undefined;
  return value.kind !== "list" && value.kind !== "choice" && isSet(value) === "yes";
}
