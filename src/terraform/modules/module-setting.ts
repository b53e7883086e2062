import type { Budget } from "../evaluation/budget.ts";
import type { FileReader, Scope } from "../evaluation/scope.ts";
import type { MergedBlock } from "../files/declarations.ts";
import type { ModuleDirectory } from "../files/directory.ts";
import type { PlannedModule } from "../plan/planned-module.ts";
import type { Value } from "../values/value.ts";
import type { BlockValue } from "./block-value.ts";
import type { Module } from "./module.ts";

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
  /** path.module of a module that is called from here. */
  childPath(directory: ModuleDirectory): string;
  /** The plan's values for this instance. */
  readonly planned?: PlannedModule | undefined;
}

/** A module instance, as the parts of it that evaluate its declarations see it. */
export interface EvaluatedModule {
  readonly module: Module;
  readonly setting: ModuleSetting;
  /** The scope of the module's top level. */
  readonly scope: Scope;
  /** The addresses of the declarations that are being evaluated: one that is asked for meanwhile depends on itself. */
  readonly inProgress: Set<string>;
}
