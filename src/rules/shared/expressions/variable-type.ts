import { type MergedBlock, type Module, parseTypeConstraint, type TypeConstraint } from "../../../terraform/index.ts";

/** The type that a variable of a module is declared with; undefined where it has none, or none that can be read. */
export function variableType({ attributes }: MergedBlock, module: Module): TypeConstraint | undefined {
  const type = attributes.get("type");
  return type && parseTypeConstraint(type.node.expression, (expression) => module.evaluate(expression, type.file));
}
