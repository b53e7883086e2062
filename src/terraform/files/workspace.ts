import { existsSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import type { SourceFile } from "../../hcl/index.ts";
import { isWithin } from "../../is-within.ts";
import { oncePer } from "../../once-per.ts";
import { repositoryTop } from "../../repository.ts";
import { Budget } from "../evaluation/budget.ts";
import { nameless } from "../evaluation/nameless-scope.ts";
import type { BlockValue } from "../modules/block-value.ts";
import { Module } from "../modules/module.ts";
import type { Plan } from "../plan/plan.ts";
import { PlannedModule } from "../plan/planned-module.ts";
import { standInFor } from "../stand-in.ts";
import { declaredAddresses } from "./declarations.ts";
import { ModuleDirectory, readDirectory } from "./directory.ts";
import { NO_FILES, TreeFiles } from "./file-reader.ts";
import { installedModules } from "./installed-modules.ts";
import { TerragruntSources } from "./terragrunt.ts";
import { NO_VARIABLES, rootVariableValues, type VariableSources } from "./variable-values.ts";

/** Where a module block, or its object in JSON, may start: not `path.module`, nor a word in a sentence. */
const MODULE_BLOCK = /(?:^|\*\/)[ \t]*module[ \t"/]|"module"/m;
const LOCAL_SOURCE = /^\.\.?(?:\/|$)/;

/** Where a workspace reads from. */
export interface WorkspaceOptions {
  /**
   * file() and the like do not read files outside of this directory, or of a root's own repository if that is
   * elsewhere.
   */
  readonly tree: string;
  readonly variables?: VariableSources;
  /** Texts that replace files on disk, by absolute path. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** How much text, in characters, may have its syntax trees in memory at a time: about 30 MB of trees. */
const KEPT_TEXT = 1_000_000;

/** Reads module directories, each once, and makes module instances from them. */
export class Workspace {
  private readonly options: WorkspaceOptions;
  private readonly realTree: string;
  private readonly unitSources: TerragruntSources;
  private readonly directories = new Map<string, ModuleDirectory>();
  /** In the order of parsing. */
  private readonly parsed = new Set<ModuleDirectory>();
  /** Their amount of text, in characters. */
  private parsedText = 0;

  constructor(options: WorkspaceOptions) {
    this.options = options;
    this.realTree = realpathSync(options.tree);
    this.unitSources = new TerragruntSources(options.tree);
  }

  /** The configuration in a directory (absolute path), read when first asked for. */
  directory(directory: string): ModuleDirectory {
    const cached = this.directories.get(directory);
    if (cached) return cached;
    const read = readDirectory(directory, this.options.texts, {
      whenParsed: (one) => {
        this.parsed.add(one);
        this.parsedText += sizeOf(one);
      },
      isUnitSource: (one) => this.unitSources.has(one),
    });
    this.directories.set(directory, read);
    return read;
  }

  /** The root module in a directory, with the modules it calls; `variables` if this root has its own. */
  load(root: string, variables = this.options.variables ?? NO_VARIABLES, planned?: PlannedModule): Module {
    const directory = this.directory(root);
    const installed = installedModules(root);
    const files = new TreeFiles(root, this.treeAround(root), this.options.texts);
    const inputs = () => (values ??= rootVariableValues(root, variables, scope));
    let values: ReturnType<typeof rootVariableValues> | undefined;
    const module = new Module({
      directory,
      call: undefined,
      input: (name) => inputs().get(name),
      childDirectory: (name, call, parent) => this.childDirectory(name, call, parent, installed),
      files,
      budget: new Budget(),
      treePath: this.treePath(root),
      planned,
      path: ".",
      childPath: (child) => path.relative(root, child.path).split(path.sep).join("/") || ".",
    });
    const scope = nameless(module);
    return module;
  }

  /** A root with only those files that pass a test, for blocks without references. Keeps no syntax trees. */
  part(root: string, isOfIt: (source: SourceFile) => boolean): Module {
    return new Module({
      directory: new ModuleDirectory(root, this.directory(root).sources.filter(isOfIt)),
      call: undefined,
      input: () => undefined,
      childDirectory: () => undefined,
      files: NO_FILES,
      budget: new Budget(),
      treePath: this.treePath(root),
      path: ".",
      childPath: () => ".",
      planned: undefined,
    });
  }

  /**
   * The root module that a plan was made of. Its configuration is that of a directory; without one, it is what the plan
   * contains, and no files are read, as it is not known where they are.
   */
  loadPlan({ values, source, configuration }: Plan, root: string | undefined, variables?: VariableSources): Module {
    if (root !== undefined) return this.load(root, variables, new PlannedModule(values, "configuration"));
    const repeated = configuration();
    return new Module({
      directory: repeated.root,
      call: undefined,
      input: () => undefined,
      childDirectory: (name, _call, parent) => repeated.child([...parent.trace.map((call) => call.name), name]),
      files: NO_FILES,
      budget: new Budget(),
      treePath: this.treePath(path.dirname(source.path)),
      path: ".",
      childPath: () => ".",
      planned: new PlannedModule(values, "plan"),
    });
  }

  /** The first of some directories that declares everything in a plan. */
  planDirectory({ declared }: Plan, candidates: readonly string[]): string | undefined {
    return candidates.find((candidate) => {
      const directory = this.directory(candidate);
      const addresses = new Set(declaredAddresses(directory.declared));
      return directory.sources.length > 0 && declared.every((address) => addresses.has(address));
    });
  }

  /**
   * Discards the oldest syntax trees if there are many. Must not be called while a module is in use: what is asked for
   * again is parsed again, into new nodes.
   */
  trim(): void {
    for (const directory of this.parsed) {
      if (this.parsedText <= KEPT_TEXT) return;
      this.release(directory);
    }
  }

  /** Discards the syntax trees of a directory that nothing else is likely to need. */
  release(directory: ModuleDirectory): void {
    directory.release();
    if (this.parsed.delete(directory)) this.parsedText -= sizeOf(directory);
  }

  /** The tree that a root may read: its own repository, or itself alone, if it is not below the usual one. */
  private treeAround(root: string): string {
    return isWithin(root, this.options.tree) ? this.realTree : realpathSync(repositoryTop(root) ?? root);
  }

  private treePath(directory: string): string {
    return path.relative(this.options.tree, directory).split(path.sep).join("/");
  }

  /** A directory and those that it calls by local paths, directly or through others. */
  reachable(root: string): ModuleDirectory[] {
    const found = new Map<string, ModuleDirectory>();
    const pending = [root];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (found.has(at) || !isDirectory(at)) continue;
      const directory = this.directory(at);
      found.set(at, directory);
      pending.push(...localCalls(directory));
    }
    return [...found.values()];
  }

  /** The directory of a local source, relative to the directory of the call; undefined for other sources. */
  private childDirectory(
    name: string,
    call: BlockValue,
    parent: Module,
    installed: ReadonlyMap<string, string>,
  ): ModuleDirectory | undefined {
    const source = call.string("source");
    if (source === undefined) return undefined;
    const isLocal = LOCAL_SOURCE.test(source);
    const target = isLocal ? path.resolve(parent.directory.path, source) : undefined;
    const found = target ?? installed.get([...parent.trace.map((outer) => outer.name), name].join("."));
    if (found === undefined) return standInFor(call);
    return faultOf(parent, found) === undefined ? this.directory(found) : undefined;
  }
}

/** Why a local source cannot be called: there is no folder, or it is one of the callers. */
export type SourceFault = "absent" | "cycle";

/** What is wrong with the local source of a call in a module; undefined if nothing is, or if it is not local. */
export function sourceFault(parent: Module, source: string): SourceFault | undefined {
  return LOCAL_SOURCE.test(source) ? faultOf(parent, path.resolve(parent.directory.path, source)) : undefined;
}

function faultOf(parent: Module, directory: string): SourceFault | undefined {
  if (!isDirectory(directory)) return "absent";
  return isCycle(parent, directory) ? "cycle" : undefined;
}

function sizeOf({ sources }: ModuleDirectory): number {
  let size = 0;
  for (const { text } of sources) size += text.length;
  return size;
}

/** The directories that a directory's module calls refer to by local paths, if these are literal. */
export const localCalls = oncePer((directory: ModuleDirectory): readonly string[] => {
  // a text without such a block need not be parsed
  if (!directory.sources.some(({ text }) => text.includes("module") && MODULE_BLOCK.test(text))) return [];
  return [...directory.declared.moduleCalls.values()].flatMap((call) => {
    const source = call.attributes.get("source")?.node.expression;
    const [part, ...more] = source?.kind === "template" ? source.parts : [];
    if (part?.kind !== "text" || more.length > 0 || !LOCAL_SOURCE.test(part.value)) return [];
    return [path.resolve(directory.path, part.value)];
  });
});

/** Whether a directory calls itself, directly or through others. */
function isCycle(parent: Module, directory: string): boolean {
  for (let at: Module | undefined = parent; at; at = at.call?.parent) if (at.directory.path === directory) return true;
  return false;
}

function isDirectory(file: string): boolean {
  return existsSync(file) && statSync(file).isDirectory();
}
