import { oncePer } from "../../once-per.ts";
import { mergedBlock } from "../files/declarations.ts";
import type { BlockValue } from "../modules/block-value.ts";
import type { Module } from "../modules/module.ts";
import { dataOf } from "../values/queries.ts";
import type { Place } from "../values/value.ts";

/** Where a module is configured to keep its state. */
export interface Backend {
  /** The label of a `backend` block (`s3`, `local`, `remote` …), or `cloud`. */
  readonly kind: string;
  readonly block: BlockValue;
  /** The label, or the keyword `cloud`. */
  readonly kindPlace: Place;
  /** Whether the configuration contains everything needed to find the state; if not, the rest is passed to `init`. */
  readonly isComplete: boolean;
}

/** Where a root keeps its state, as far as it is written. Holds no reference to the root. */
export interface StateLocation {
  /** The root's directory: absolute, and relative to the tree being linted (see Module.treePath). */
  readonly directory: string;
  readonly treePath: string;
  /** States with the same identity are the same; undefined if not known. */
  readonly identity: string | undefined;
  readonly bucket: string | undefined;
  /** Whether everything that is written about it is known. */
  readonly isKnown: boolean;
  /** The argument that distinguishes the states in a bucket, and its place. */
  readonly argument: string | undefined;
  readonly place: Place;
  /** The whole of the block that configures it. */
  readonly block: Place;
}

/** The arguments that identify the object in which the state is kept. */
const IDENTITY: ReadonlyMap<string, readonly string[]> = new Map([
  ["s3", ["endpoint", "endpoints", "bucket", "key"]],
  ["gcs", ["bucket", "prefix"]],
  ["azurerm", ["storage_account_name", "container_name", "key"]],
]);

/**
 * The arguments without which a backend's configuration is partial, by kind (Terraform language, Partial
 * Configuration).
 */
const identifying: ReadonlyMap<string, readonly string[]> = new Map([
  ["s3", ["bucket", "key"]],
  ["gcs", ["bucket"]],
  ["azurerm", ["storage_account_name", "container_name", "key"]],
  ["http", ["address"]],
  ["pg", ["conn_str"]],
]);

/** The backend of a module, an override file's first; undefined if it has none. */
export const backendOf = oncePer((module: Module): Backend | undefined => {
  const blocks = module.declared.others.flatMap(({ type, blocks: inner }) => (type === "terraform" ? inner : []));
  const declared = blocks.findLast(({ node }) => node.type === "backend" || node.type === "cloud");
  if (!declared) return undefined;
  const { node, file } = declared;
  const [label] = node.labels;
  const block = module.blockValue(mergedBlock(declared));
  const kind = node.type === "cloud" ? "cloud" : (label?.value ?? "");
  const { start, end } = label ?? node.typeSpan;
  const isComplete = (identifying.get(kind) ?? []).every((name) => block.isWritten(name));
  return { kind, block, kindPlace: { file, start, end }, isComplete };
});

/** Where a root keeps its state; undefined if it configures no backend. */
export function stateLocationOf(root: Module): StateLocation | undefined {
  const backend = backendOf(root);
  if (!backend) return undefined;
  const names = IDENTITY.get(backend.kind) ?? [];
  return {
    directory: root.directory.path,
    treePath: root.treePath,
    identity: identityOf(backend, names),
    bucket: backend.block.string("bucket"),
    isKnown: backend.block.argumentNames.every((name) => dataOf(backend.block.value(name)) !== undefined),
    argument: names.at(-1),
    place: { ...backend.block.place(names.at(-1)), module: undefined },
    block: { ...backend.block.whole, module: undefined },
  };
}

function identityOf({ kind, block, isComplete }: Backend, names: readonly string[]): string | undefined {
  if (names.length === 0 || !isComplete) return undefined;
  const values = names.map((name) => (block.isSet(name) === "no" ? "" : block.string(name)));
  return values.includes(undefined) ? undefined : [kind, ...values].join("\n");
}
