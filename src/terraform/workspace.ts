import { existsSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import type { SourceFile } from "../hcl/index.ts";
import { oncePer } from "../once-per.ts";
import { Budget } from "./budget.ts";
import { declaredAddresses } from "./declarations.ts";
import { ModuleDirectory, readDirectory } from "./directory.ts";
import { nameless } from "./evaluate.ts";
import { NO_FILES, TreeFiles } from "./files.ts";
import { installedModules } from "./installed-modules.ts";
import { Module } from "./module.ts";
import type { Plan } from "./plan/plan.ts";
import { PlannedModule } from "./plan/planned-module.ts";
import { standInFor } from "./stand-ins/index.ts";
import { TerragruntSources } from "./terragrunt.ts";
import { NO_VARIABLES, rootVariableValues, type VariableSources } from "./variable-values.ts";

/** Where a block of this type may begin, or an object in JSON: neither `path.module` nor a word in a sentence. */
const MODULE_BLOCK = /(?:^|\*\/)[ \t]*module[ \t"/]|"module"/m;
const LOCAL_SOURCE = /^\.\.?(?:\/|$)/;

export interface WorkspaceOptions {
  /** Files outside this directory are not read by file() and the like. */
  readonly tree: string;
  readonly variables?: VariableSources;
  /** Texts that stand in for what is on disk, by absolute path. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** Text, in characters, whose syntax trees may stay in memory at any time: some 30 MB of them. */
const KEPT_TEXT = 1_000_000;

/** Reads module directories, each once, and makes module instances of them. */
export class Workspace {
  private readonly options: WorkspaceOptions;
  private readonly realTree: string;
  private readonly unitSources: TerragruntSources;
  private readonly directories = new Map<string, ModuleDirectory>();
  /** In the order in which they were parsed. */
  private readonly parsed = new Set<ModuleDirectory>();
  /** How much text they hold, in characters. */
  private parsedText = 0;

  constructor(options: WorkspaceOptions) {
    this.options = options;
    this.realTree = realpathSync(options.tree);
    this.unitSources = new TerragruntSources(options.tree);
  }

  /** The configuration in a directory, named by absolute path; read when first asked for. */
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

  /** The root module in a directory, with the modules it calls; `variables` where they are this root's own. */
  load(root: string, variables = this.options.variables ?? NO_VARIABLES, planned?: PlannedModule): Module {
    const directory = this.directory(root);
    const installed = installedModules(root);
    const files = new TreeFiles(root, this.realTree);
    const inputs = () => (values ??= rootVariableValues(root, variables, scope));
    let values: ReturnType<typeof rootVariableValues> | undefined;
    const module = new Module({
      directory,
      call: undefined,
      input: (name) => inputs().get(name),
      childDirectory: (call, source, parent) => this.childDirectory(call, source, parent, installed),
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

  /** A root as the files alone say that pass a test: for blocks that refer to nothing. No syntax tree is left behind. */
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
   * The root module that a plan was made of. The configuration is what a directory holds; without one, what the plan repeats
   * of it. Its files are then not read, as it is not known where they are.
   */
  loadPlan({ values, source, configuration }: Plan, root: string | undefined, variables?: VariableSources): Module {
    if (root !== undefined) return this.load(root, variables, new PlannedModule(values, "configuration"));
    const repeated = configuration();
    return new Module({
      directory: repeated.root,
      call: undefined,
      input: () => undefined,
      childDirectory: (call, _source, parent) => repeated.child([...parent.trace.map(({ name }) => name), call]),
      files: NO_FILES,
      budget: new Budget(),
      treePath: this.treePath(path.dirname(source.path)),
      path: ".",
      childPath: () => ".",
      planned: new PlannedModule(values, "plan"),
    });
  }

  /** The first of some directories that declares all that a plan was made of. */
  planDirectory({ declared }: Plan, candidates: readonly string[]): string | undefined {
    return candidates.find((candidate) => {
      const directory = this.directory(candidate);
      const addresses = new Set(declaredAddresses(directory.declared));
      return directory.sources.length > 0 && declared.every((address) => addresses.has(address));
    });
  }

  /**
   * Lets go of the syntax trees that were made first, where there are many. Only for when no module is at work: what is asked
   * for again is parsed again, into other nodes.
   */
  trim(): void {
    for (const directory of this.parsed) {
      if (this.parsedText <= KEPT_TEXT) return;
      this.release(directory);
    }
  }

  /** Lets the syntax trees of a directory go that nothing else is likely to ask for. */
  release(directory: ModuleDirectory): void {
    directory.release();
    if (this.parsed.delete(directory)) this.parsedText -= sizeOf(directory);
  }

  private treePath(directory: string): string {
    return path.relative(this.options.tree, directory).split(path.sep).join("/");
  }

  /** A directory and those that it calls by a local path, directly or through others. */
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

  /** The directory that a local source names, from the directory of the call; undefined for any other source. */
  private childDirectory(
    name: string,
    source: string | undefined,
    parent: Module,
    installed: ReadonlyMap<string, string>,
  ): ModuleDirectory | undefined {
    if (source === undefined) return undefined;
    const isLocal = LOCAL_SOURCE.test(source);
    const target = isLocal ? path.resolve(parent.directory.path, source) : undefined;
    const found = target ?? installed.get([...parent.trace.map((call) => call.name), name].join("."));
    if (found === undefined) return standInFor(source);
    return faultOf(parent, found) === undefined ? this.directory(found) : undefined;
  }
}

/** Why a module cannot be called from where its source says that it is: no folder is there, or it is one of the callers. */
export type SourceFault = "absent" | "cycle";

/** What is wrong with the local source of a call in a module; undefined where nothing is, and for any other source. */
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

/** The directories that the module calls of a directory name by a local path, as far as they are written out. */
export const localCalls = oncePer((directory: ModuleDirectory): readonly string[] => {
  // a text without such a block needs no parsing
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
