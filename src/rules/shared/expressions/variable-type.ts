import { type MergedBlock, type Module, parseTypeConstraint, type TypeConstraint } from "../../../terraform/index.ts";

/** The declared type of a variable; undefined if it has none, or an invalid one. */
export function variableType({ attributes }: MergedBlock, module: Module): TypeConstraint | undefined {
  const type = attributes.get("type");
  return type && parseTypeConstraint(type.node.expression, (expression) => module.evaluate(expression, type.file));
}
