import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { type ModuleDirectory, readDirectory } from "./directory.ts";
import { TreeFiles } from "./files.ts";
import { preloadFor } from "./functions/index.ts";
import { installedModules } from "./installed-modules.ts";
import { Module } from "./module.ts";
import type { Scope } from "./scope.ts";
import { standInFor } from "./stand-ins/index.ts";
import { NO_VARIABLES, rootVariableValues, type VariableSources } from "./variable-values.ts";

const LOCAL_SOURCE = /^\.\.?(?:\/|$)/;

export interface WorkspaceOptions {
  /** Files outside this directory are not read by file() and the like. */
  readonly tree: string;
  readonly variables?: VariableSources;
  /** Texts that stand in for what is on disk, by absolute path. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** Reads module directories, each once, and makes module instances of them. */
export class Workspace {
  private readonly options: WorkspaceOptions;
  private readonly directories = new Map<string, ModuleDirectory>();

  constructor(options: WorkspaceOptions) {
    this.options = options;
  }

  /** The configuration in a directory, named by absolute path; read when first asked for. */
  directory(directory: string): ModuleDirectory {
    const cached = this.directories.get(directory);
    if (cached) return cached;
    const read = readDirectory(directory, this.options.texts);
    this.directories.set(directory, read);
    return read;
  }

  /** The root module in a directory, with the modules it calls; `variables` where they are this root's own. */
  load(root: string, variables = this.options.variables ?? NO_VARIABLES): Module {
    const directory = this.directory(root);
    const installed = installedModules(root);
    const files = new TreeFiles(root, this.options.tree);
    const inputs = () => (values ??= rootVariableValues(root, variables, scope));
    let values: ReturnType<typeof rootVariableValues> | undefined;
    const module = new Module({
      directory,
      call: undefined,
      input: (name) => inputs().get(name),
      childDirectory: (call, source, parent) => this.childDirectory(call, source, parent, installed),
      files,
      treePath: path.relative(this.options.tree, root).split(path.sep).join("/"),
      path: ".",
      childPath: (child) => path.relative(root, child.path).split(path.sep).join("/") || ".",
    });
    const scope: Scope = { declarations: module, bindings: undefined };
    return module;
  }

  /** Loads the libraries that functions used in a root and its local modules need; to be awaited before `load`. */
  async prepare(root: string): Promise<void> {
    for (const { files } of this.reachable(root)) for (const { source } of files) await preloadFor(source.text);
  }

  /** A directory and those that it calls by a local path, directly or through others. */
  private reachable(root: string): ModuleDirectory[] {
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
    if (!isDirectory(found) || isCycle(parent, found)) return undefined;
    return this.directory(found);
  }
}

/** The directories that the module calls of a directory name by a local path, as far as they are written out. */
export function localCalls(directory: ModuleDirectory): readonly string[] {
  return [...directory.declared.moduleCalls.values()].flatMap((call) => {
    const source = call.attributes.get("source")?.node.expression;
    const [part, ...more] = source?.kind === "template" ? source.parts : [];
    if (part?.kind !== "text" || more.length > 0 || !LOCAL_SOURCE.test(part.value)) return [];
    return [path.resolve(directory.path, part.value)];
  });
}

/** Whether a directory calls itself, directly or through others. */
function isCycle(parent: Module, directory: string): boolean {
  for (let at: Module | undefined = parent; at; at = at.call?.parent) if (at.directory.path === directory) return true;
  return false;
}

function isDirectory(file: string): boolean {
  return existsSync(file) && statSync(file).isDirectory();
}
