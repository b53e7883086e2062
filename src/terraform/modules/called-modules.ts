import type { MergedBlock } from "../files/declarations.ts";
import { isDecided, plannedExpansion } from "../plan/planned-expansion.ts";
import { LazyMap } from "../values/lazy-map.ts";
import { object, type Place, unknown, type Value } from "../values/value.ts";
import { BlockValue } from "./block-value.ts";
import { ConfiguredContent } from "./configured-block.ts";
import { type Expansion, expandInstances, groupValue, type Instance } from "./expansion.ts";
import type { Module } from "./module.ts";
import type { EvaluatedModule, ModuleSetting } from "./module-setting.ts";

/** A call with its arguments, and the modules that it calls if the source is available. */
export interface WrittenCall {
  readonly name: string;
  readonly declared: MergedBlock;
  readonly block: BlockValue;
  readonly modules: readonly Module[];
}

/** The modules that one call creates. */
interface CallGroup {
  readonly expansion: Expansion;
  readonly modules: ReadonlyMap<Instance, Module>;
}

/** The module calls of a module instance, and the modules that they create, each call expanded when first asked for. */
export class CalledModules {
  private readonly owner: EvaluatedModule;
  private readonly create: (setting: ModuleSetting) => Module;
  private readonly groups = new Map<string, CallGroup>();
  private writtenCalls: readonly WrittenCall[] | undefined;

  constructor(owner: EvaluatedModule, create: (setting: ModuleSetting) => Module) {
    this.owner = owner;
    this.create = create;
  }

  /** The called modules, one per instance of a call whose source is available or has a stand-in. */
  get all(): readonly Module[] {
    return [...this.declared.keys()].flatMap((name) => [...this.group(name).modules.values()]);
  }

  /** The calls with their arguments, and the modules that they call if the source is available. */
  get calls(): readonly WrittenCall[] {
    this.writtenCalls ??= [...this.declared].map(([name, declared]) => {
      const scope = this.group(name).expansion.instances[0]?.scope ?? this.owner.scope;
      return {
        name,
        declared,
        block: new BlockValue(new ConfiguredContent(declared, scope)),
        modules: this.by(name),
      };
    });
    return this.writtenCalls;
  }

  /** The modules that one call calls, if the source is available. */
  by(name: string): readonly Module[] {
    if (!this.declared.has(name)) return [];
    return [...this.group(name).modules.values()].filter(({ directory }) => !directory.isStandIn);
  }

  /** The value of `module.<name>` in an expression: the outputs of a module, or the collection of all instances. */
  value(name: string, at: Place): Value {
    if (!this.declared.has(name)) return unknown("not-read", at);
    if (this.owner.inProgress.has(`module.${name}`)) return unknown("cycle", at);
    const { expansion, modules } = this.group(name);
    return groupValue(expansion, (instance) => outputsOf(modules.get(instance), at), at);
  }

  private get declared(): ReadonlyMap<string, MergedBlock> {
    return this.owner.module.declared.moduleCalls;
  }

  private group(name: string): CallGroup {
    const cached = this.groups.get(name);
    if (cached) return cached;
    const declared = this.declared.get(name);
    if (!declared) throw new Error(`no module call ${name}`);
    const { inProgress } = this.owner;
    inProgress.add(`module.${name}`);
    const expansion = this.expansionOf(name, declared);
    inProgress.delete(`module.${name}`);
    const modules = new Map<Instance, Module>();
    for (const instance of expansion.instances) {
      const called = this.calledBy(declared, name, instance);
      if (called) modules.set(instance, called);
    }
    const group = { expansion, modules };
    this.groups.set(name, group);
    return group;
  }

  private expansionOf(name: string, declared: MergedBlock): Expansion {
    const { module, setting, scope } = this.owner;
    const written = expandInstances(declared, scope);
    const keys = setting.planned?.callKeys(name) ?? [];
    if (keys.length === 0 || (setting.planned?.authority === "configuration" && isDecided(written))) return written;
    return plannedExpansion(written, keys, { scope, place: module.blockValue(declared).place() });
  }

  private calledBy(declared: MergedBlock, name: string, instance: Instance): Module | undefined {
    const { module, setting } = this.owner;
    const block = new BlockValue(new ConfiguredContent(declared, instance.scope));
    const directory = setting.childDirectory(name, block, module);
    if (!directory || !setting.budget.takeModule(block.place())) return undefined;
    return this.create({
      ...setting,
      directory,
      call: { parent: module, name, key: instance.key, isCertain: instance.isCertain, block, declared },
      input: (variable) => (block.isWritten(variable) ? block.value(variable) : undefined),
      path: setting.childPath(directory),
      // a stand-in has other resources than the module that was planned
      planned: directory.isStandIn ? undefined : setting.planned?.child(name, instance.key),
    });
  }
}

function outputsOf(module: Module | undefined, at: Place): Value {
  if (!module) return unknown("not-read", at);
  const names = module.declared.outputs.keys();
  const outputs = object(new LazyMap(names, (name) => whereUsed(module.output(name, at), at)), at);
  // a stand-in does not have everything that the module has
  return module.directory.isStandIn ? { ...outputs, open: true } : outputs;
}

/** Mere references have their place where the caller uses the output; known values, where they are written. */
function whereUsed(output: Value, place: Place): Value {
  if (output.kind === "unknown" && output.via) return { ...output, place };
  if (output.kind !== "list" || output.elements.length === 0 || !output.elements.every(isReference)) return output;
  return { ...output, place, elements: output.elements.map((element) => ({ ...element, place })) };
}

function isReference(value: Value): boolean {
  return value.kind === "unknown" && value.via !== undefined;
}
