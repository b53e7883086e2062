import { list, object, type Place, type Reference, unknown, type Value } from "../values/value.ts";
import type { BlockValue } from "./block-value.ts";
import type { Module } from "./module.ts";

/** How a resource is declared: as a `resource`, `data` or `ephemeral` block. */
export type ResourceMode = "managed" | "data" | "ephemeral";

/** What identifies an instance of a resource in its module. */
export interface ResourceIdentity {
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
  /** The key of count or for_each, if known. */
  readonly key: string | number | undefined;
  /** False if the instance may not exist, as count or for_each is unknown. */
  readonly isCertain: boolean;
  /** It stands for any number of instances with unknown keys. */
  readonly isSymbolic: boolean;
}

/** An instance of a resource or data source, whose arguments are evaluated when asked for. */
export class Resource implements ResourceIdentity {
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
  readonly key: string | number | undefined;
  readonly isCertain: boolean;
  readonly isSymbolic: boolean;
  readonly module: Module;
  readonly body: BlockValue;

  constructor(identity: ResourceIdentity, module: Module, body: BlockValue) {
    this.mode = identity.mode;
    this.type = identity.type;
    this.name = identity.name;
    this.key = identity.key;
    this.isCertain = identity.isCertain;
    this.isSymbolic = identity.isSymbolic;
    this.module = module;
    this.body = body;
  }

  /**
   * As Terraform writes it within the module, `aws_sqs_queue.jobs["eu"]`; a resource in a stand-in is named by the
   * module call.
   */
  get address(): string {
    const call = this.module.directory.isStandIn ? `${this.module.address}.` : "";
    const prefix = `${call}${this.mode === "managed" ? "" : `${this.mode}.`}`;
    const key = this.key === undefined ? "" : `[${JSON.stringify(this.key)}]`;
    return `${prefix}${this.type}.${this.name}${key}`;
  }

  /** From the root, as in a plan: `module.orders.aws_sqs_queue.jobs["eu"]`. */
  get addressFromRoot(): string {
    const { address, directory } = this.module;
    return address === "" || directory.isStandIn ? this.address : `${address}.${this.address}`;
  }

  /** Its address, for messages. */
  toString(): string {
    return this.address;
  }

  /** The value of `resource.name`: the configuration's, or what the provider will compute. */
  attribute(name: string, at: Place): Value {
    const value = this.body.value(name);
    const via: Reference = { resource: this, path: [name], from: value.via };
    if (value.kind !== "null") return { ...value, via };
    if (this.body.blockTypes.includes(name)) return this.nestedBlocks(name, at, via);
    const computed = this.body.computed(name, at);
    return computed && computed.kind !== "null" ? { ...computed, via } : unknown("computed", at, via);
  }

  private nestedBlocks(type: string, at: Place, via: Reference): Value {
    const blocks = this.body.blocks(type);
    if (!this.body.knowsAllBlocks(type)) return unknown("computed", at, via);
    return {
      ...list(
        blocks.map((block) => asObject(block, at)),
        at,
        "list",
      ),
      via,
    };
  }
}

function asObject(block: BlockValue, at: Place): Value {
  const entries = new Map(block.argumentNames.map((name) => [name, block.value(name)]));
  return { ...object(entries, at), open: true, rest: unknown("computed", at) };
}
