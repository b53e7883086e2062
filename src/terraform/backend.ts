import { oncePer } from "../once-per.ts";
import type { BlockValue } from "./block-value.ts";
import { mergedBlock } from "./declarations.ts";
import type { Module } from "./module.ts";
import type { Place } from "./value.ts";

/** Where a module says that its state is kept. */
export interface Backend {
  /** The label of a `backend` block (`s3`, `local`, `remote` …), or `cloud`. */
  readonly kind: string;
  readonly block: BlockValue;
  /** The label, or the word `cloud`. */
  readonly kindPlace: Place;
  /** Whether the configuration holds all that is needed to find the state; if not, the rest is given to `init`. */
  readonly isComplete: boolean;
}

/** The arguments without which a backend of a kind is only part of one (Terraform language, Partial Configuration). */
const identifying: ReadonlyMap<string, readonly string[]> = new Map([
  ["s3", ["bucket", "key"]],
  ["gcs", ["bucket"]],
  ["azurerm", ["storage_account_name", "container_name", "key"]],
  ["http", ["address"]],
  ["pg", ["conn_str"]],
]);

/** The backend of a module, that of an override file before all; undefined where it has none. */
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
