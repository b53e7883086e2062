import type { Expression, SourceFile } from "../../hcl/index.ts";
import type { Budget } from "../evaluation/budget.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import { ownFunctionName } from "../evaluation/function-names.ts";
import type { Declarations, FileReader, Scope } from "../evaluation/scope.ts";
import type { DeclaredModule, MergedBlock } from "../files/declarations.ts";
import type { ModuleDirectory } from "../files/directory.ts";
import { type Place, unknown, type Value } from "../values/value.ts";
import { BlockValue } from "./block-value.ts";
import { CalledModules, type WrittenCall } from "./called-modules.ts";
import { ConfiguredContent } from "./configured-block.ts";
import type { EvaluatedModule, ModuleCall, ModuleSetting } from "./module-setting.ts";
import { NamedValues } from "./named-values.ts";
import type { Resource, ResourceMode } from "./resource.ts";
import { ResourceInstances } from "./resource-instances.ts";

/**
 * A module instance: a directory's declarations, with the values that one call (or the root's variables) gives them.
 */
export class Module implements Declarations {
  private readonly setting: ModuleSetting;
  private readonly scope: Scope;
  private readonly names: NamedValues;
  private readonly instances: ResourceInstances;
  private readonly called: CalledModules;
  private writtenAddress: string | undefined;

  constructor(setting: ModuleSetting) {
    this.setting = setting;
    this.scope = { declarations: this, bindings: undefined };
    const own: EvaluatedModule = { module: this, setting, scope: this.scope, inProgress: new Set() };
    this.names = new NamedValues(own);
    this.instances = new ResourceInstances(own);
    this.called = new CalledModules(own, (called) => new Module(called));
  }

  /** The files that the module is written in. */
  get directory(): ModuleDirectory {
    return this.setting.directory;
  }

  /** The blocks of those files, before they are evaluated. */
  get declared(): DeclaredModule {
    return this.setting.directory.declared;
  }

  /** The call that this instance comes from; undefined for a root. */
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

  /** The root module from which calls lead here: the module itself if it is one. */
  get root(): Module {
    return this.call?.parent.root ?? this;
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
    return this.instances.all;
  }

  /** The managed resources of a type. */
  resourcesOf(type: string): readonly Resource[] {
    return this.instances.ofType("managed", type);
  }

  /** The data sources of a type. */
  dataOf(type: string): readonly Resource[] {
    return this.instances.ofType("data", type);
  }

  /** The instances of a resource or data source; empty if it is not declared. */
  instancesOf(mode: ResourceMode, type: string, name: string): readonly Resource[] {
    return this.instances.ofBlock(mode, type, name);
  }

  /** The modules called from here, one per instance of a call whose source is available or has a stand-in. */
  get children(): readonly Module[] {
    return this.called.all;
  }

  /** The modules that a call calls, if the source is available. */
  calledBy(name: string): readonly Module[] {
    return this.called.by(name);
  }

  /** The calls with their arguments, and the modules that they call if the source is available. */
  get calls(): readonly WrittenCall[] {
    return this.called.calls;
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
    return this.names.evaluateGiven(expression, file, given);
  }

  variable(name: string, at: Place): Value {
    return this.names.variable(name, at);
  }

  local(name: string, at: Place): Value {
    return this.names.local(name, at);
  }

  /** The value of an output, as the caller of the module sees it. */
  output(name: string, at: Place): Value {
    return this.names.output(name, at);
  }

  resource(mode: ResourceMode, type: string, name: string, at: Place): Value {
    return this.instances.value(mode, type, name, at);
  }

  moduleCall(name: string, at: Place): Value {
    return this.called.value(name, at);
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
}
