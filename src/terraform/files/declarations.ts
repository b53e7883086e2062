import type { Attribute, Block, SourceFile } from "../../hcl/index.ts";
import { oncePer } from "../../once-per.ts";
import type { ConfigurationFile } from "./directory.ts";
import { mergeOverride } from "./override.ts";

/** A syntax node and its file. */
export interface Declared<T> {
  readonly node: T;
  readonly file: SourceFile;
}

/** A block after merging override files, so that its items may be in several files. */
export interface MergedBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly declared: Declared<Block>;
  readonly attributes: ReadonlyMap<string, Declared<Attribute>>;
  readonly blocks: readonly Declared<Block>[];
  /** Whether an override file changes it. */
  readonly isOverridden?: boolean;
}

/** The declarations in a directory, by kind and name. The first of several duplicates counts; all are listed. */
export interface DeclaredModule {
  readonly resources: ReadonlyMap<string, MergedBlock>;
  readonly variables: ReadonlyMap<string, MergedBlock>;
  readonly locals: ReadonlyMap<string, Declared<Attribute>>;
  readonly outputs: ReadonlyMap<string, MergedBlock>;
  readonly moduleCalls: ReadonlyMap<string, MergedBlock>;
  readonly providers: readonly MergedBlock[];
  /** terraform, moved, import, removed, check and any other top-level blocks. */
  readonly others: readonly MergedBlock[];
  readonly duplicates: readonly Duplicate[];
}

/** Two declarations of the same address. */
export interface Duplicate {
  readonly address: string;
  readonly first: Declared<Block | Attribute>;
  readonly second: Declared<Block | Attribute>;
}

/** Collects the declarations in one directory's files, merging override files as Terraform does. */
export function gatherDeclarations(files: readonly ConfigurationFile[]): DeclaredModule {
  const gathered = new Gathering();
  for (const file of files) if (!file.isOverride) gathered.add(file);
  for (const file of files) if (file.isOverride) gathered.override(file);
  return gathered;
}

class Gathering implements DeclaredModule {
  readonly resources = new Map<string, MergedBlock>();
  readonly variables = new Map<string, MergedBlock>();
  readonly locals = new Map<string, Declared<Attribute>>();
  readonly outputs = new Map<string, MergedBlock>();
  readonly moduleCalls = new Map<string, MergedBlock>();
  readonly providers: MergedBlock[] = [];
  readonly others: MergedBlock[] = [];
  readonly duplicates: Duplicate[] = [];

  add(file: ConfigurationFile): void {
    for (const item of file.parsed.body.items) {
      if (item.kind !== "block") continue;
      const declared = { node: item, file: file.source };
      if (item.type === "locals") this.addLocals(declared);
      else this.addBlock(mergedBlock(declared));
    }
  }

  override(file: ConfigurationFile): void {
    for (const item of file.parsed.body.items) {
      if (item.kind !== "block") continue;
      const declared = { node: item, file: file.source };
      if (item.type === "locals") {
        for (const local of attributesOf(declared)) this.locals.set(local.node.name, local);
        continue;
      }
      const extra = mergedBlock(declared);
      const map = this.mapFor(extra);
      const address = addressOf(extra);
      const base = map?.get(address);
      if (map && base) map.set(address, mergeOverride(base, extra));
      else if (extra.type === "terraform" || extra.type === "provider") this.addBlock(extra);
    }
  }

  private addLocals(block: Declared<Block>): void {
    for (const local of attributesOf(block)) {
      const first = this.locals.get(local.node.name);
      if (first) this.duplicates.push({ address: `local.${local.node.name}`, first, second: local });
      else this.locals.set(local.node.name, local);
    }
  }

  private addBlock(block: MergedBlock): void {
    const map = this.mapFor(block);
    if (!map) {
      (block.type === "provider" ? this.providers : this.others).push(block);
      return;
    }
    const address = addressOf(block);
    const first = map.get(address);
    if (first) this.duplicates.push({ address: spokenAddress(block), first: first.declared, second: block.declared });
    else map.set(address, block);
  }

  private mapFor(block: MergedBlock): Map<string, MergedBlock> | undefined {
    switch (block.type) {
      case "resource":
      case "data":
      case "ephemeral":
        return block.labels.length === 2 ? this.resources : undefined;
      case "variable":
        return block.labels.length === 1 ? this.variables : undefined;
      case "output":
        return block.labels.length === 1 ? this.outputs : undefined;
      case "module":
        return block.labels.length === 1 ? this.moduleCalls : undefined;
      default:
        return undefined;
    }
  }
}

/** The key of a block in its map: its name, or for resources the mode, type and name. */
function addressOf(block: MergedBlock): string {
  return block.type === "resource" || block.type === "data" || block.type === "ephemeral"
    ? resourceKey(block.type === "resource" ? "managed" : block.type, block.labels[0] ?? "", block.labels[1] ?? "")
    : (block.labels[0] ?? "");
}

/** The key of a resource or data source, unique in its module. */
export function resourceKey(mode: "managed" | "data" | "ephemeral", type: string, name: string): string {
  return `${mode} ${type} ${name}`;
}

/** The addresses of all resources and module calls, as Terraform writes them within the module. */
export function declaredAddresses({ resources, moduleCalls }: DeclaredModule): readonly string[] {
  return [...resources.values(), ...moduleCalls.values()].map(spokenAddress);
}

/** An address as messages write it. */
export function spokenAddress(block: MergedBlock): string {
  const [first, second] = block.labels;
  if (block.type === "resource") return `${first}.${second}`;
  if (block.type === "data" || block.type === "ephemeral") return `${block.type}.${first}.${second}`;
  return `${block.type === "variable" ? "var" : block.type}.${first}`;
}

/** A block before any override. */
export const mergedBlock = oncePer((declared: Declared<Block>): MergedBlock => {
  const attributes = new Map<string, Declared<Attribute>>();
  const blocks: Declared<Block>[] = [];
  for (const item of declared.node.body.items) {
    if (item.kind === "block") blocks.push({ node: item, file: declared.file });
    else if (!attributes.has(item.name)) attributes.set(item.name, { node: item, file: declared.file });
  }
  return {
    type: declared.node.type,
    labels: declared.node.labels.map(({ value }) => value),
    declared,
    attributes,
    blocks,
  };
});

function attributesOf(block: Declared<Block>): Declared<Attribute>[] {
  return block.node.body.items.flatMap((item) => (item.kind === "attribute" ? [{ node: item, file: block.file }] : []));
}
