import type { Module } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";
import { ConstantExpressions } from "../shared/expressions/constant-expressions.ts";
import { nullFault, validationFault } from "../shared/expressions/validation-fault.ts";

const example = (stage: string) => `# file: main.tf
module "worker" {
  source = "./worker"
  stage  = "${stage}"
}
# file: worker/main.tf
variable "stage" {
  type = string

  validation {
    condition     = contains(["dev", "prod"], var.stage)
    error_message = "The stage is dev or prod."
  }
}`;

export default defineRule({
  summary: "A module is given a value that its validation refuses",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Custom Conditions: input variable validation; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops in validate with "Invalid value for variable": the module checks its input with the validation of the
variable, or with nullable = false.`,
  bad: example("live"),
  good: example("prod"),
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
    const reason =
      nullFault(variable, call.block.value(name)) ??
      validationFault(variable, {
        isSettled: (other) => given.isConstant(other),
        evaluate: (expression, file) => module.evaluate(expression, file),
      });
    if (reason === undefined) return [];
    return [
      {
        at: call.block.place(name),
        resource: `module.${call.name}`,
        message: `module.${call.name} refuses this value of ${name}: ${reason}`,
        help: "Use a value that the module accepts",
        related: [{ at: headerPlace(variable), message: "The variable" }],
      },
    ];
  });
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
}
