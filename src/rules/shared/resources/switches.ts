import { type BlockValue, isAlways, isCallersChoice, type Place, type Resource } from "../../../terraform/index.ts";

/** An argument that turns something on, and its default. */
export interface Switch {
  /** The blocks around the argument. */
  readonly path: readonly string[];
  readonly argument: string;
  /** Whether it is off if it, or a block around it, is missing. */
  readonly isOffByDefault: boolean;
}

/** Where a switch of a resource is off, whoever calls the module; undefined if it is on or not known. */
export function whereOff(resource: Resource, { path, argument, isOffByDefault }: Switch): Place | undefined {
  let { body }: { body: BlockValue } = resource;
  for (const type of path) {
    const [block] = body.blocks(type);
    if (!block)
      return isOffByDefault && body.hasBlock(type) === "no" && !isCallersChoice(resource, type, body)
        ? body.place()
        : undefined;
    if (!block.isCertain) return undefined;
    body = block;
  }
  if (isAlways(resource, argument, false, body)) return body.place(argument);
  const isLeft = isOffByDefault && body.isSet(argument) === "no" && !isCallersChoice(resource, argument, body);
  return isLeft ? body.place(argument) : undefined;
}

/** Whether a cache runs Redis, which encrypts nothing unless configured to; Valkey does by default. */
export function isRedis({ body }: Resource): boolean {
  const isOld = body.isSet("engine") === "no" || body.string("engine") === "redis";
  return isOld && body.isSet("global_replication_group_id") === "no";
}

/** A switch by its name with the blocks before it, as in `encrypt_at_rest.enabled`. */
export function toSwitch(name: string, { isOffByDefault }: Pick<Switch, "isOffByDefault">): Switch {
  const path = name.split(".");
  return { path: path.slice(0, -1), argument: path.at(-1) ?? name, isOffByDefault };
}
