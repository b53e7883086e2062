import { distinctDirectories } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { inferredType } from "../shared/expressions/inferred-type.ts";

export default defineRule({
  summary: "A variable has no type",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_typed_variables"], kics: ["variable_without_type"] },
  source: "Terraform language, Input Variables: type constraints (2026-11)",
  why: `Without a type a variable accepts anything, and a wrong value is found where it is used, deep in a module, instead of where
it was given. A number that is passed as a string stays a string.`,
  bad: `variable "memory_size" {
  default = 256
}`,
  good: `variable "memory_size" {
  type    = number
  default = 256
}`,
  together: {
    message: "variables have no type",
    help: "Give each of them a type, such as string, number or list(string)",
    edit: "Set their types",
  },
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      [...module.declared.variables].flatMap(([name, block]): RuleFinding[] => {
        if (block.attributes.has("type")) return [];
        const type = inferredType(stack, module, name);
        return [
          {
            at: headerPlace(block),
            message: `The variable ${name} has no type`,
            help: type === undefined ? "Set its type, such as string, number or list(string)" : `Set type = ${type}`,
            suggestions:
              type === undefined
                ? undefined
                : suggestionOf(
                    `Set type to ${type}`,
                    setArgument(module.blockValue(block), "type", type, "description"),
                  ),
          },
        ];
      }),
    );
  },
});
