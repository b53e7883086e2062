import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { type ModuleDirectory, readDirectory } from "./directory.ts";
import { TreeFiles } from "./files.ts";
import { installedModules } from "./installed-modules.ts";
import { Module } from "./module.ts";
import type { Scope } from "./scope.ts";
import { NO_VARIABLES, rootVariableValues, type VariableSources } from "./variable-values.ts";

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

  /** The directory that a local source names, from the directory of the call; undefined for any other source. */
  private childDirectory(
    name: string,
    source: string | undefined,
    parent: Module,
    installed: ReadonlyMap<string, string>,
  ): ModuleDirectory | undefined {
    if (source === undefined) return undefined;
    const isLocal = /^\.\.?(?:\/|$)/.test(source);
    const target = isLocal ? path.resolve(parent.directory.path, source) : undefined;
    const found = target ?? installed.get([...parent.trace.map((call) => call.name), name].join("."));
    if (found === undefined || !isDirectory(found) || isCycle(parent, found)) return undefined;
    return this.directory(found);
  }
}

/** Whether a directory calls itself, directly or through others. */
function isCycle(parent: Module, directory: string): boolean {
  for (let at: Module | undefined = parent; at; at = at.call?.parent) if (at.directory.path === directory) return true;
  return false;
}

function isDirectory(file: string): boolean {
  return existsSync(file) && statSync(file).isDirectory();
}
