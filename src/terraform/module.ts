import type { Expression, SourceFile } from "../hcl/index.ts";
import { BlockValue } from "./block-value.ts";
import type { Budget } from "./budget.ts";
import { ConfiguredContent } from "./configured-block.ts";
import { type DeclaredModule, type MergedBlock, resourceKey } from "./declarations.ts";
import type { ModuleDirectory } from "./directory.ts";
import { evaluate, placeOf } from "./evaluate.ts";
import { type Expansion, expandInstances, groupValue, type Instance } from "./expansion.ts";
import { ownFunctionName } from "./function-names.ts";
import { LazyMap } from "./lazy-map.ts";
import { isSameData, plannedValue } from "./plan/planned.ts";
import { PlannedContent } from "./plan/planned-content.ts";
import { isDecided, plannedExpansion } from "./plan/planned-expansion.ts";
import type { PlannedModule } from "./plan/planned-module.ts";
import { dataOf } from "./queries.ts";
import { Resource, type ResourceMode } from "./resource.ts";
import { rootKind } from "./root-kind.ts";
import { bind, type Declarations, type FileReader, type Scope } from "./scope.ts";
import { convert, parseTypeConstraint } from "./type-constraint.ts";
import { object, type Place, unknown, type Value, withSensitivity } from "./value.ts";

/** The call that a module instance comes from. */
export interface ModuleCall {
  readonly parent: Module;
  readonly name: string;
  readonly key: string | number | undefined;
  readonly isCertain: boolean;
  readonly block: BlockValue;
  readonly declared: MergedBlock;
}

/** What a module instance needs from outside. */
export interface ModuleSetting {
  readonly directory: ModuleDirectory;
  readonly call: ModuleCall | undefined;
  /** The value given to a variable; undefined if there is none. */
  input(name: string): Value | undefined;
  /** The directory of a call's source; undefined if it does not exist or is not local. */
  childDirectory(name: string, call: BlockValue, parent: Module): ModuleDirectory | undefined;
  readonly files: FileReader;
  /** The root's budget, shared by everything that it calls. */
  readonly budget: Budget;
  /** The root's directory relative to the tree being linted, with forward slashes; empty for the tree itself. */
  readonly treePath: string;
  /** path.module, relative to the root. */
  readonly path: string;
  childPath(directory: ModuleDirectory): string;
  /** The plan's values for this instance. */
  readonly planned?: PlannedModule | undefined;
}

/** A call with its arguments, and the modules that it calls if the source is available. */
interface WrittenCall {
  readonly name: string;
  readonly declared: MergedBlock;
  readonly block: BlockValue;
  readonly modules: readonly Module[];
}

interface ChildGroup {
  readonly declared: MergedBlock;
  readonly expansion: Expansion;
  readonly modules: ReadonlyMap<Instance, Module>;
}

interface ResourceGroup {
  readonly expansion: Expansion;
  readonly resources: ReadonlyMap<Instance, Resource>;
}

/**
 * A module instance: a directory's declarations, with the values that one call (or the root's variables) gives them.
 */
export class Module implements Declarations {
  private readonly setting: ModuleSetting;
  private readonly scope: Scope;
  private readonly variables = new Map<string, Value>();
  private readonly locals = new Map<string, Value>();
  private readonly outputs = new Map<string, Value>();
  private readonly groups = new Map<string, ResourceGroup>();
  private readonly childGroups = new Map<string, ChildGroup>();
  private readonly inProgress = new Set<string>();
  private writtenAddress: string | undefined;
  private allResources: readonly Resource[] | undefined;
  private allCalls: readonly WrittenCall[] | undefined;
  private byType: Map<string, Resource[]> | undefined;

  constructor(setting: ModuleSetting) {
    this.setting = setting;
    this.scope = { declarations: this, bindings: undefined };
  }

  get directory(): ModuleDirectory {
    return this.setting.directory;
  }

  get declared(): DeclaredModule {
    return this.setting.directory.declared;
  }

  get call(): ModuleCall | undefined {
    return this.setting.call;
  }

  get budget(): Budget {
    return this.setting.budget;
  }

  get files(): FileReader {
    return this.setting.files;
  }

  /** The root's directory relative to the tree being linted, with forward slashes; empty for the tree itself. */
  get treePath(): string {
    return this.setting.treePath;
  }

  /** The module calls that lead here, outermost first. */
  get trace(): readonly ModuleCall[] {
    const { call } = this.setting;
    return call ? [...call.parent.trace, call] : [];
  }

  /** As Terraform writes it: `module.orders["eu"]`; empty for a root. */
  get address(): string {
    this.writtenAddress ??= this.trace
      .map(({ name, key }) => `module.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`)
      .join(".");
    return this.writtenAddress;
  }

  /** Every resource and data source instance of this module, without those of modules that it calls. */
  get resources(): readonly Resource[] {
    this.allResources ??= [...this.declared.resources.keys()].flatMap((key) => [...this.group(key).resources.values()]);
    return this.allResources;
  }

  /** The managed resources of a type. */
  resourcesOf(type: string): readonly Resource[] {
    return this.ofType("managed", type);
  }

  dataOf(type: string): readonly Resource[] {
    return this.ofType("data", type);
  }

  /** The instances of a resource or data source; empty if it is not declared. */
  instancesOf(mode: ResourceMode, type: string, name: string): readonly Resource[] {
    const key = resourceKey(mode, type, name);
    return this.declared.resources.has(key) ? [...this.group(key).resources.values()] : [];
  }

  /** The modules called from here, one per instance of a call whose source is available or has a stand-in. */
  get children(): readonly Module[] {
    return [...this.declared.moduleCalls.keys()].flatMap((name) => [...this.childGroup(name).modules.values()]);
  }

  /** The modules that a call calls, if the source is available. */
  calledBy(name: string): readonly Module[] {
    if (!this.declared.moduleCalls.has(name)) return [];
    return [...this.childGroup(name).modules.values()].filter(({ directory }) => !directory.isStandIn);
  }

  /** The calls with their arguments, and the modules that they call if the source is available. */
  get calls(): readonly WrittenCall[] {
    this.allCalls ??= [...this.declared.moduleCalls].map(([name, declared]) => {
      const scope = this.childGroup(name).expansion.instances[0]?.scope ?? this.scope;
      return {
        name,
        declared,
        block: new BlockValue(new ConfiguredContent(declared, scope)),
        modules: this.calledBy(name),
      };
    });
    return this.allCalls;
  }

  /** A top-level block of this module (provider, terraform, variable, output …), with its arguments evaluated. */
  blockValue(block: MergedBlock): BlockValue {
    return new BlockValue(new ConfiguredContent(block, this.scope));
  }

  /** Evaluates any expression in this module outside of repeated resources. */
  evaluate(expression: Expression, file: SourceFile): Value {
    return evaluate(expression, this.scope, file);
  }

  /** Evaluates an expression with given values of some variables and arbitrary ones of all others. */
  evaluateGiven(expression: Expression, file: SourceFile, given: ReadonlyMap<string, Value>): Value {
    const entries = [...given].flatMap(([name, value]) => {
      const declared = this.declared.variables.get(name);
      return declared ? [[name, this.converted(declared, value)] as const] : [];
    });
    const variables = { ...object(new Map(entries), placeOf(expression, file)), open: true };
    return evaluate(expression, bind(this.scope, "var", variables), file);
  }

  // An undeclared name is unknown rather than invalid: neither try() nor can() catches it, and it may be declared in a file
  // that is not available.
  variable(name: string, at: Place): Value {
    return this.once({ cache: this.variables, name, marker: `var.${name}` }, at, () => this.variableValue(name, at));
  }

  local(name: string, at: Place): Value {
    return this.once({ cache: this.locals, name, marker: `local.${name}` }, at, () => {
      const declared = this.declared.locals.get(name);
      return declared ? evaluate(declared.node.expression, this.scope, declared.file) : unknown("no-value", at);
    });
  }

  output(name: string, at: Place): Value {
    return this.once({ cache: this.outputs, name, marker: `output.${name}` }, at, () => {
      const declared = this.declared.outputs.get(name);
      const value = declared?.attributes.get("value");
      if (!declared || !value) return unknown("invalid", at);
      const isSensitive = this.blockValue(declared).boolean("sensitive");
      return withSensitivity(evaluate(value.node.expression, this.scope, value.file), isSensitive);
    });
  }

  resource(mode: ResourceMode, type: string, name: string, at: Place): Value {
    const key = resourceKey(mode, type, name);
    if (!this.declared.resources.has(key)) return unknown("not-read", at);
    // count or for_each refers to the resource itself
    if (this.inProgress.has(key)) return unknown("cycle", at);
    const { expansion, resources } = this.group(key);
    const instanceValue = (instance: Instance): Value => {
      const resource = resources.get(instance);
      return resource ? { kind: "resource", resource, place: at } : unknown("invalid", at);
    };
    return groupValue(expansion, instanceValue, at);
  }

  moduleCall(name: string, at: Place): Value {
    if (!this.declared.moduleCalls.has(name)) return unknown("not-read", at);
    if (this.inProgress.has(`module.${name}`)) return unknown("cycle", at);
    const { expansion, modules } = this.childGroup(name);
    return groupValue(expansion, (instance) => outputsOf(modules.get(instance), at), at);
  }

  path(name: string, at: Place): Value {
    if (name === "module") return { kind: "known", value: this.setting.path, place: at };
    if (name === "root") return { kind: "known", value: ".", place: at };
    return unknown("not-evaluated", at);
  }

  terraform(_name: string, at: Place): Value {
    return unknown("not-evaluated", at);
  }

  functionName(written: string): string {
    return ownFunctionName(this.declared, written);
  }

  /** Whether a variable is set from outside: by the call, or for a root by files of values or the command line. */
  isGiven(name: string): boolean {
    return this.setting.input(name) !== undefined;
  }

  private variableValue(name: string, at: Place): Value {
    const declared = this.declared.variables.get(name);
    if (!declared) return unknown("no-value", at);
    const block = this.blockValue(declared);
    const given = this.setting.input(name);
    const isNullable = block.boolean("nullable") !== false;
    const hasDefault = block.isWritten("default");
    const isAbsent = given === undefined || (given.kind === "null" && !isNullable);
    const value = isAbsent ? (hasDefault ? this.ownDefault(block) : unknown("no-value", block.place())) : given;
    const settled = this.plannedVariable(name, value, block) ?? value;
    return withSensitivity(this.converted(declared, settled), block.boolean("sensitive"));
  }

  /**
   * A variable's default; if others are to call the module, an empty default stands for the value that they will give.
   */
  private ownDefault(variable: BlockValue): Value {
    const value = variable.value("default");
    const isBlank = value.kind === "known" && value.value === "";
    return isBlank && !this.call && rootKind(this) !== "root" ? unknown("no-value", value.place) : value;
  }

  /** The plan's value of a variable of the root, if the configuration's differs. */
  private plannedVariable(name: string, value: Value, block: BlockValue): Value | undefined {
    const after = this.setting.planned?.variable(name);
    const data = dataOf(value);
    if (after === undefined || (data !== undefined && isSameData(data, after))) return undefined;
    return plannedValue({ after, unknown: undefined, sensitive: undefined }, { place: block.place() });
  }

  private converted(variable: MergedBlock, value: Value): Value {
    const type = variable.attributes.get("type");
    const constraint =
      type && parseTypeConstraint(type.node.expression, (expression) => this.evaluate(expression, type.file));
    return constraint ? convert(value, constraint) : value;
  }

  private once({ cache, name, marker }: Slot, at: Place, compute: () => Value): Value {
    const cached = cache.get(name);
    if (cached) return cached;
    if (this.inProgress.has(marker)) return unknown("cycle", at);
    this.inProgress.add(marker);
    const value = compute();
    this.inProgress.delete(marker);
    cache.set(name, value);
    return value;
  }

  private ofType(mode: ResourceMode, type: string): readonly Resource[] {
    this.byType ??= groupByType(this.resources);
    return this.byType.get(`${mode} ${type}`) ?? [];
  }

  private group(key: string): ResourceGroup {
    const cached = this.groups.get(key);
    if (cached) return cached;
    const declared = this.declared.resources.get(key);
    if (!declared) throw new Error(`no resource ${key}`);
    this.inProgress.add(key);
    const expansion = this.resourceExpansion(key, declared);
    this.inProgress.delete(key);
    const mode = declared.type === "resource" ? "managed" : (declared.type as ResourceMode);
    const [type = "", name = ""] = declared.labels;
    const resources = new Map(
      expansion.instances.map((instance) => {
        const body = this.resourceBody(key, declared, instance);
        const { key: instanceKey, isCertain, isSymbolic } = instance;
        return [
          instance,
          new Resource({ mode, type, name, key: instanceKey, isCertain, isSymbolic }, this, body),
        ] as const;
      }),
    );
    const group = { expansion, resources };
    this.groups.set(key, group);
    return group;
  }

  private resourceBody(key: string, declared: MergedBlock, instance: Instance): BlockValue {
    const written = new ConfiguredContent(declared, instance.scope);
    const { planned } = this.setting;
    const values = planned?.instances(key).get(instance.key);
    return new BlockValue(planned && values ? new PlannedContent(written, values, planned.authority) : written);
  }

  private resourceExpansion(key: string, declared: MergedBlock): Expansion {
    const written = expandInstances(declared, this.scope);
    const { planned } = this.setting;
    if (!planned || (planned.authority === "configuration" && isDecided(written))) return written;
    const place = this.blockValue(declared).place();
    return plannedExpansion(written, [...planned.instances(key).keys()], { scope: this.scope, place });
  }

  private callExpansion(name: string, declared: MergedBlock): Expansion {
    const written = expandInstances(declared, this.scope);
    const keys = this.setting.planned?.callKeys(name) ?? [];
    if (keys.length === 0 || (this.setting.planned?.authority === "configuration" && isDecided(written)))
      return written;
    return plannedExpansion(written, keys, { scope: this.scope, place: this.blockValue(declared).place() });
  }

  private childGroup(name: string): ChildGroup {
    const cached = this.childGroups.get(name);
    if (cached) return cached;
    const declared = this.declared.moduleCalls.get(name);
    if (!declared) throw new Error(`no module call ${name}`);
    this.inProgress.add(`module.${name}`);
    const expansion = this.callExpansion(name, declared);
    this.inProgress.delete(`module.${name}`);
    const modules = new Map<Instance, Module>();
    for (const instance of expansion.instances) {
      const child = this.child(declared, name, instance);
      if (child) modules.set(instance, child);
    }
    const group = { declared, expansion, modules };
    this.childGroups.set(name, group);
    return group;
  }

  private child(declared: MergedBlock, name: string, instance: Instance): Module | undefined {
    const block = new BlockValue(new ConfiguredContent(declared, instance.scope));
    const directory = this.setting.childDirectory(name, block, this);
    if (!directory || !this.budget.takeModule(block.place())) return undefined;
    return new Module({
      ...this.setting,
      directory,
      call: { parent: this, name, key: instance.key, isCertain: instance.isCertain, block, declared },
      input: (variable) => (block.isWritten(variable) ? block.value(variable) : undefined),
      path: this.setting.childPath(directory),
      // a stand-in has other resources than the module that was planned
      planned: directory.isStandIn ? undefined : this.setting.planned?.child(name, instance.key),
    });
  }
}

/** Where a value is stored once it has been computed, and marked while it is being computed. */
interface Slot {
  readonly cache: Map<string, Value>;
  readonly name: string;
  readonly marker: string;
}

function groupByType(resources: readonly Resource[]): Map<string, Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const key = `${resource.mode} ${resource.type}`;
    const group = groups.get(key);
    if (group) group.push(resource);
    else groups.set(key, [resource]);
  }
  return groups;
}

function outputsOf(module: Module | undefined, at: Place): Value {
  if (!module) return unknown("not-read", at);
  const names = module.declared.outputs.keys();
  const outputs = object(new LazyMap(names, (name) => whereUsed(module.output(name, at), at)), at);
  // a stand-in has not all that the module has
  return module.directory.isStandIn ? { ...outputs, open: true } : outputs;
}

/** A mere reference has its place where the caller uses the output; a known value, where it is written. */
function whereUsed(output: Value, place: Place): Value {
  return output.kind === "unknown" && output.via ? { ...output, place } : output;
}
