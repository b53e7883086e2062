import { terraformArnForm } from "../../../../aws/terraform-arns.ts";
import { type Module, type Place, referenceChain, stringOf, type Value } from "../../../../terraform/index.ts";
import { isAlwaysThere } from "../references.ts";

/**
 * An expression for an ARN, followed by `rest`: a reference to the module's resource, literal text, or the variable
 * that the ARN comes from.
 * @param at where the value is written
 */
export function resourceExpression(value: Value, at: Place, module: Module, rest = ""): string | undefined {
  if (value.kind === "choice" || value.kind === "template") return undefined;
  const own = referenceChain(value).find(
    ({ resource, path: [attribute] }) =>
      resource.module === module && terraformArnForm(resource.type, String(attribute)) !== undefined,
  );
  if (own)
    return isAlwaysThere(own.resource) ? joined(`${own.resource.address}.${String(own.path[0])}`, rest) : undefined;
  const text = stringOf(value);
  if (text !== undefined) return /^arn(?::[\w/.*+=@-]*){4}:[\w:/.*+=@-]+$/.test(text) ? `"${text}${rest}"` : undefined;
  const variable = /^var\.(\w+)$/.exec(at.file.slice(at))?.[1];
  const declared = module.directory.holds(at.file) ? module.declared.variables.get(variable ?? "") : undefined;
  // callers that do not use a variable with a default may leave it out
  return declared && !declared.attributes.has("default") ? joined(`var.${variable}`, rest) : undefined;
}

function joined(reference: string, rest: string): string {
  return rest === "" ? reference : `"\${${reference}}${rest}"`;
}
