import { type Expression, visitExpressions } from "../../../hcl/index.ts";
import { booleanOf, type MergedBlock, type Place, placeOf, stringOf, type Value } from "../../../terraform/index.ts";
import { argumentOf, isSetTo, variableName } from "../declarations/written-syntax.ts";

/** The context for evaluating the validations of a variable. */
export interface ValidationContext {
  /** Whether a variable has the same value in every run in question. */
  readonly isSettled: (variable: string) => boolean;
  readonly evaluate: (expression: Expression, file: Place["file"]) => Value;
}

/** Why a variable refuses its value: the message of the first validation that certainly fails. */
export function validationFault(variable: MergedBlock, { isSettled, evaluate }: ValidationContext): string | undefined {
  for (const { node, file } of variable.blocks) {
    const condition = node.type === "validation" ? argumentOf(node, "condition")?.expression : undefined;
    if (!condition || !looksAlone(condition, isSettled) || booleanOf(evaluate(condition, file)) !== false) continue;
    const message = argumentOf(node, "error_message");
    const text = message && stringOf(evaluate(message.expression, file));
    return (text ?? file.written(placeOf(condition, file))).replace(/\s+/g, " ").replace(/\.$/, "");
  }
  return undefined;
}

/** Why a variable refuses null. If it is not nullable, its default replaces null. */
export function nullFault(variable: MergedBlock, value: Value): string | undefined {
  const isRequired = isSetTo(variable, "nullable", false) && !variable.attributes.has("default");
  return isRequired && value.kind === "null" ? "it may not be null" : undefined;
}

/** Whether a condition refers to nothing but such variables. */
function looksAlone(condition: Expression, isSettled: ValidationContext["isSettled"]): boolean {
  let isDecided = true;
  visitExpressions(condition, (inner) => {
    if (inner.kind !== "attribute-access" || inner.object.kind !== "variable") return;
    const variable = variableName(inner);
    const isBound = !ROOTS.has(inner.object.name);
    isDecided &&= isBound || (variable !== undefined && isSettled(variable));
  });
  return isDecided;
}

/** Roots of references to the module's declarations; other names are bound within the condition. */
const ROOTS: ReadonlySet<string> = new Set("var local data module path terraform each count self ephemeral".split(" "));
