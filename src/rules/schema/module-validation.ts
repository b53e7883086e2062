import type { Expression } from "../../hcl/index.ts";
import {
  booleanOf,
  type MergedBlock,
  type Module,
  placeOf,
  stringOf,
  visitExpressions,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";
import { argumentOf, isSetTo, variableName } from "../shared/declarations/written-syntax.ts";
import { ConstantExpressions } from "../shared/expressions/constant-expressions.ts";

export default defineRule({
  summary: "A module is given a value that it refuses",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Custom Conditions: input variable validation; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops in validate with "Invalid value for variable": the module checks what it is given, by the validation of its
variable, or by nullable = false.`,
  bad: `# file: main.tf
module "worker" {
  source = "./worker"
  stage  = "live"
}
# file: worker/main.tf
variable "stage" {
  type = string

  validation {
    condition     = contains(["dev", "prod"], var.stage)
    error_message = "The stage is dev or prod."
  }
}`,
  good: `# file: main.tf
module "worker" {
  source = "./worker"
  stage  = "prod"
}
# file: worker/main.tf
variable "stage" {
  type = string

  validation {
    condition     = contains(["dev", "prod"], var.stage)
    error_message = "The stage is dev or prod."
  }
}`,
  check({ stack }) {
    return stack.modules.flatMap(findingsIn);
  },
});

function findingsIn(module: Module): readonly RuleFinding[] {
  const { call, declared } = module;
  if (!call) return [];
  const given = new GivenConstants(module, call.parent);
  return [...declared.variables].flatMap(([name, variable]): RuleFinding[] => {
    if (!call.block.isWritten(name) || !given.isConstant(name)) return [];
    const reason = nullFault(name, variable, module) ?? validationFault(variable, module, given);
    if (reason === undefined) return [];
    return [
      {
        at: call.block.place(name),
        resource: `module.${call.name}`,
        message: `module.${call.name} refuses this value of ${name}: ${reason}`,
        help: "Write a value that the module takes",
        related: [{ at: headerPlace(variable), message: "The variable" }],
      },
    ];
  });
}

/** A default stands in for null where null is not taken. */
function nullFault(name: string, variable: MergedBlock, { call }: Module): string | undefined {
  const isRequired = isSetTo(variable, "nullable", false) && !variable.attributes.has("default");
  return isRequired && call?.block.value(name).kind === "null" ? "it may not be null" : undefined;
}

function validationFault(variable: MergedBlock, module: Module, given: GivenConstants): string | undefined {
  for (const { node, file } of variable.blocks) {
    const condition = node.type === "validation" ? argumentOf(node, "condition")?.expression : undefined;
    if (!condition || !given.decides(condition)) continue;
    const value = module.evaluate(condition, file);
    if (booleanOf(value) !== false) continue;
    const message = argumentOf(node, "error_message");
    const text = message && stringOf(module.evaluate(message.expression, file));
    return (text ?? file.slice(placeOf(condition, file))).replace(/\s+/g, " ").replace(/\.$/, "");
  }
  return undefined;
}

/** Which variables of a called module are the same in every run: by what the call writes, or by their default. */
class GivenConstants {
  private readonly module: Module;
  private readonly constants: ConstantExpressions;

  constructor(module: Module, parent: Module) {
    this.module = module;
    this.constants = new ConstantExpressions(parent);
  }

  isConstant(name: string): boolean {
    const written = this.module.call?.declared.attributes.get(name);
    return !written || this.constants.valueOf(written.node.expression, written.file) !== undefined;
  }

  /** Whether a condition looks at such variables alone. */
  decides(condition: Expression): boolean {
    let isDecided = true;
    visitExpressions(condition, (inner) => {
      if (inner.kind !== "attribute-access" || inner.object.kind !== "variable") return;
      const variable = variableName(inner);
      const isBound = !ROOTS.has(inner.object.name);
      isDecided &&= isBound || (variable !== undefined && this.isConstant(variable));
    });
    return isDecided;
  }
}

/** What begins a name of the module's own; others are bound in the condition itself. */
const ROOTS: ReadonlySet<string> = new Set("var local data module path terraform each count self ephemeral".split(" "));
