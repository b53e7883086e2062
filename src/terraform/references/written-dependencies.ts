import { grouped } from "../../grouped.ts";
import { oncePer } from "../../once-per.ts";
import { resourceKey } from "../files/declarations.ts";
import type { ConfigurationFile } from "../files/directory.ts";
import type { Module } from "../modules/module.ts";
import type { Resource } from "../modules/resource.ts";
import { PlaceIndex } from "../values/places.ts";
import type { Place } from "../values/value.ts";
import { referencesInForce, type WrittenReference } from "./references.ts";

/**
 * The resources that the text of a resource refers to, directly or through locals, module variables and outputs: what
 * Terraform waits for, even where a function's result is no longer known. What is passed to a module whose source is
 * not available counts.
 */
export const writtenDependencies = oncePer((resource: Resource): ReadonlySet<Resource> => {
  const found = new DependencySearch({ throughUnseen: true }).from(resource);
  found.delete(resource);
  return found;
});

/** A declared resource, whether or not it has instances. */
type DeclaredResource = Pick<Resource, "module" | "mode" | "type" | "name">;

/**
 * The root variables without a value that the text of a resource refers to, directly or through locals, module
 * variables and outputs.
 */
export const writtenVariables = oncePer((resource: DeclaredResource): ReadonlySet<string> => {
  const search = new DependencySearch({ throughUnseen: false });
  search.from(resource);
  return search.variables;
});

/** A declaration of a module: `local name`, `resource aws_sqs_queue jobs`, `input jobs arn` … */
interface Step {
  readonly module: Module;
  readonly declaration: string;
}

/**
 * The same variables for the expression at a place in a module's files, including those that locals and callers
 * contribute.
 */
export function variablesWithin(place: Place, module: Module): ReadonlySet<string> {
  const search = new DependencySearch({ throughUnseen: false });
  search.within(place, module);
  return search.variables;
}

/** What names no local, and no value of a loop either. */
const OUTSIDE: ReadonlySet<string> = new Set(["var", "module", "data", "ephemeral", "path", "terraform"]);

/** Whether the expression at a place is made of literals, directly or through locals, and what loops over such. */
export function isLiteral(place: Place, module: Module): boolean {
  const pending = [...byPlace(module.directory.files).allWithin(place)];
  const seen = new Set<string>();
  for (let reference = pending.pop(); reference; reference = pending.pop()) {
    const { root, path } = reference;
    const [name = ""] = path;
    if (root === "local" && !seen.has(name)) {
      seen.add(name);
      pending.push(...referencesOf(module, `local ${name}`));
    }
    if (OUTSIDE.has(root) || module.declared.resources.has(resourceKey("managed", root, name))) return false;
  }
  return true;
}

class DependencySearch {
  readonly variables = new Set<string>();
  private readonly found = new Set<Resource>();
  private readonly seen = new Set<string>();
  /** A queue rather than recursion: chains of locals can have any length. */
  private readonly pending: Step[] = [];
  private readonly throughUnseen: boolean;

  constructor({ throughUnseen }: { readonly throughUnseen: boolean }) {
    this.throughUnseen = throughUnseen;
  }

  /** The resources that a resource refers to, directly or through other declarations. */
  from({ module: own, mode, type, name }: DeclaredResource): Set<Resource> {
    this.follow(own, [mode === "managed" ? "resource" : mode, type, name].join(" "));
    return this.search();
  }

  /** The same for the expression at a place. */
  within(place: Place, module: Module): Set<Resource> {
    for (const reference of byPlace(module.directory.files).allWithin(place)) this.step(module, reference);
    return this.search();
  }

  private search(): Set<Resource> {
    for (let at = this.pending.pop(); at; at = this.pending.pop()) {
      for (const reference of referencesOf(at.module, at.declaration)) this.step(at.module, reference);
    }
    return this.found;
  }

  private follow(module: Module, declaration: string): void {
    const key = `${module.address} ${declaration}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.pending.push({ module, declaration });
  }

  private step(module: Module, { root, path }: WrittenReference): void {
    const [first = "", second = ""] = path;
    if (root === "local") this.follow(module, `local ${first}`);
    else if (root === "var") this.followInput(module, first);
    else if (root === "module") this.followCall(module, first, path[1]);
    else if (root === "data") this.add(module.instancesOf("data", first, second));
    else this.add(module.instancesOf("managed", root, first));
  }

  private followInput(module: Module, name: string): void {
    const { call } = module;
    if (call) this.follow(call.parent, `input ${call.name} ${name}`);
    else if (!module.isGiven(name)) this.variables.add(name);
  }

  /**
   * The inputs of an output, or of all outputs where a whole module or one of its instances is named; where all that is
   * waited for is asked for, everything that is passed to a module whose source is not available, as a stand-in does
   * not say what such a module waits for.
   */
  private followCall(module: Module, name: string, output: string | undefined): void {
    const children = this.throughUnseen
      ? module.calledBy(name)
      : module.children.filter(({ call }) => call?.name === name);
    for (const child of children)
      for (const each of output === undefined ? child.declared.outputs.keys() : [output])
        this.follow(child, `output ${each}`);
    if (children.length === 0 && this.throughUnseen) this.follow(module, `module ${name}`);
  }

  private add(resources: readonly Resource[]): void {
    for (const resource of resources) this.found.add(resource);
  }
}

/** The references in a declaration of a module: `local name`, `resource aws_sqs_queue jobs`, `input jobs arn` … */
export function referencesOf({ directory }: Module, declaration: string): readonly WrittenReference[] {
  return byDeclaration(directory.files).get(declaration) ?? [];
}

/**
 * The references of a directory by what contains them: a block, a local, and each argument of a module call. Cached for
 * its files, which are discarded with their syntax trees, while a directory lives as long as the run.
 */
const byDeclaration = oncePer((files: readonly ConfigurationFile[]) =>
  grouped(referencesInForce({ files }), declarationsOf),
);

/** The references of a directory, indexed to find those in an expression without searching all. */
const byPlace = oncePer(
  (files: readonly ConfigurationFile[]) => new PlaceIndex(referencesInForce({ files }), ({ place }) => place),
);

function declarationsOf({ blocks, argument }: WrittenReference): readonly string[] {
  const [outer, inner] = blocks;
  if (!outer) return [];
  if (outer.type === "locals") return [`local ${argument}`];
  const labels = outer.labels.map(({ value }) => value);
  const own = [outer.type, ...labels].join(" ");
  return outer.type === "module" && !inner ? [own, `input ${labels[0]} ${argument}`] : [own];
}
