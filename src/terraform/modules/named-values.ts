import type { Expression, SourceFile } from "../../hcl/index.ts";
import { evaluate, placeOf } from "../evaluation/evaluate.ts";
import { bind } from "../evaluation/scope.ts";
import { convert, parseTypeConstraint } from "../evaluation/type-constraint.ts";
import type { MergedBlock } from "../files/declarations.ts";
import { isSameData, plannedValue } from "../plan/planned.ts";
import { rootKind } from "../settings/root-kind.ts";
import { dataOf } from "../values/queries.ts";
import { object, type Place, unknown, type Value, withSensitivity } from "../values/value.ts";
import type { BlockValue } from "./block-value.ts";
import type { EvaluatedModule } from "./module-setting.ts";

/** Where a value is stored once it has been computed, and marked while it is being computed. */
interface Slot {
  readonly cache: Map<string, Value>;
  readonly name: string;
  readonly marker: string;
}

/** The variables, locals and outputs of a module instance, each evaluated when first asked for. */
export class NamedValues {
  private readonly owner: EvaluatedModule;
  private readonly variables = new Map<string, Value>();
  private readonly locals = new Map<string, Value>();
  private readonly outputs = new Map<string, Value>();

  constructor(owner: EvaluatedModule) {
    this.owner = owner;
  }

  /**
   * The value of a variable. An undeclared one is unknown rather than invalid: neither try() nor can() catches it, and
   * it may be declared in a file that is not available.
   */
  variable(name: string, at: Place): Value {
    return this.once({ cache: this.variables, name, marker: `var.${name}` }, at, () => this.variableValue(name, at));
  }

  /** The value of a local. */
  local(name: string, at: Place): Value {
    return this.once({ cache: this.locals, name, marker: `local.${name}` }, at, () => {
      const { module, scope } = this.owner;
      const declared = module.declared.locals.get(name);
      return declared ? evaluate(declared.node.expression, scope, declared.file) : unknown("no-value", at);
    });
  }

  /** The value of an output. */
  output(name: string, at: Place): Value {
    return this.once({ cache: this.outputs, name, marker: `output.${name}` }, at, () => {
      const { module, scope } = this.owner;
      const declared = module.declared.outputs.get(name);
      const value = declared?.attributes.get("value");
      if (!declared || !value) return unknown("invalid", at);
      const isSensitive = module.blockValue(declared).boolean("sensitive");
      return withSensitivity(evaluate(value.node.expression, scope, value.file), isSensitive);
    });
  }

  /** Evaluates an expression with given values of some variables and arbitrary ones of all others. */
  evaluateGiven(expression: Expression, file: SourceFile, given: ReadonlyMap<string, Value>): Value {
    const { module, scope } = this.owner;
    const entries = [...given].flatMap(([name, value]) => {
      const declared = module.declared.variables.get(name);
      return declared ? [[name, this.converted(declared, value)] as const] : [];
    });
    const variables = { ...object(new Map(entries), placeOf(expression, file)), open: true };
    return evaluate(expression, bind(scope, "var", variables), file);
  }

  private variableValue(name: string, at: Place): Value {
    const { module, setting } = this.owner;
    const declared = module.declared.variables.get(name);
    if (!declared) return unknown("no-value", at);
    const block = module.blockValue(declared);
    const given = setting.input(name);
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
    const { module } = this.owner;
    const value = variable.value("default");
    const isBlank = value.kind === "known" && value.value === "";
    return isBlank && !module.call && rootKind(module) !== "root" ? unknown("no-value", value.place) : value;
  }

  /** The plan's value of a variable of the root, if the configuration's differs. */
  private plannedVariable(name: string, value: Value, block: BlockValue): Value | undefined {
    const after = this.owner.setting.planned?.variable(name);
    const data = dataOf(value);
    if (after === undefined || (data !== undefined && isSameData(data, after))) return undefined;
    return plannedValue({ after, unknown: undefined, sensitive: undefined }, { place: block.place() });
  }

  private converted(variable: MergedBlock, value: Value): Value {
    const type = variable.attributes.get("type");
    const { module } = this.owner;
    const constraint =
      type && parseTypeConstraint(type.node.expression, (expression) => module.evaluate(expression, type.file));
    return constraint ? convert(value, constraint) : value;
  }

  private once({ cache, name, marker }: Slot, at: Place, compute: () => Value): Value {
    const cached = cache.get(name);
    if (cached) return cached;
    const { inProgress } = this.owner;
    if (inProgress.has(marker)) return unknown("cycle", at);
    inProgress.add(marker);
    const value = compute();
    inProgress.delete(marker);
    cache.set(name, value);
    return value;
  }
}
