import type { Expression } from "../../../hcl/index.ts";
import type { Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { distinctDirectories, isForOldTerraform, type Module, type Place } from "../../../terraform/index.ts";
import { BlockReader } from "./block-reader.ts";
import type { ArgumentMisfit, AttributeRead, ExpressionFault, Findings } from "./expression-findings.ts";
import { ExpressionReader } from "./expression-reader.ts";
import type { ExpressionType } from "./expression-type.ts";
import { ModuleTypes } from "./module-types.ts";

/**
 * Every attribute that the expressions of a stack read from values, through indexes, splats, loops, locals and modules.
 */
export function attributeReads(stack: Stack): readonly AttributeRead[] {
  return walk(stack).reads;
}

/** The parts of a stack's expressions that Terraform refuses to evaluate, judging by the types of values. */
export function expressionFaults(stack: Stack): readonly ExpressionFault[] {
  return walk(stack).faults;
}

/** The arguments of resources and module calls whose declared type differs from the required one. */
export function argumentMisfits(stack: Stack): readonly ArgumentMisfit[] {
  return walk(stack).misfits;
}

/** The type of an expression in a module, as far as it is known. */
export function expressionType(
  stack: Stack,
  module: Module,
  expression: Expression,
  file: Place["file"],
): ExpressionType | undefined {
  return typesIn(stack).of(module, expression, file);
}

/** The types of the declarations in a stack's modules. */
export const typesIn = oncePer(
  (stack: Stack) =>
    new ModuleTypes(stack, (all, module, expression, file) =>
      new ExpressionReader({ types: all, module, file, certainty: "certain" }).read(expression, new Map()),
    ),
);

const walk = oncePer((stack: Stack): Findings => {
  const types = typesIn(stack);
  const found: Findings = { reads: [], faults: [], misfits: [] };
  for (const module of distinctDirectories(stack.modules)) {
    if (isForOldTerraform(module)) continue;
    // a plan contains the references of an expression, but not what it does with them
    const certainty = module.directory.origin === "plan" ? "possible" : "certain";
    for (const { source, parsed } of module.directory.files) {
      const reader = new BlockReader({ types, module, file: source, found, certainty });
      for (const item of parsed.body.items) if (item.kind === "block") reader.read(item, [], new Map());
    }
  }
  return found;
});
