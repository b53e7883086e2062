import type { Body, Expression } from "../../hcl/index.ts";
import type { LambdaFunction } from "../function.ts";

/**
 * The expression of an environment variable's value, if it is a plain reference (`var.table_name`,
 * `aws_athena_workgroup.main.name`) that means the same elsewhere in the module; undefined for anything else.
 */
export function environmentText(fn: LambdaFunction, variable: string): string | undefined {
  const { module, mode, type, name } = fn.resource;
  const block = [...module.declared.resources.values()].find(
    ({ type: kind, labels }) => mode === "managed" && kind === "resource" && labels[0] === type && labels[1] === name,
  );
  const value = block && variableIn(block.declared.node.body, variable);
  return value && isPlainReference(value) ? block.declared.file.written(value) : undefined;
}

function variableIn(body: Body, variable: string): Expression | undefined {
  for (const block of body.items) {
    if (block.kind !== "block" || block.type !== "environment") continue;
    for (const item of block.body.items) {
      if (item.kind !== "attribute" || item.name !== "variables" || item.expression.kind !== "object") continue;
      const entry = item.expression.items.find((each) => each.name === variable);
      if (entry) return entry.value;
    }
  }
  return undefined;
}

/** A name followed by attributes, without names that are bound only locally. */
function isPlainReference(expression: Expression): boolean {
  let at = expression;
  while (at.kind === "attribute-access") at = at.object;
  return at.kind === "variable" && !/^(?:each|count|self|path|terraform)$/.test(at.name) && at !== expression;
}
