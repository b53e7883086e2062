import { terraformArnForm } from "../../../../aws/terraform-arns.ts";
import {
  type Module,
  type Place,
  type Resource,
  referenceChain,
  stringOf,
  type Value,
} from "../../../../terraform/index.ts";

/**
 * What to write in a module for an ARN, followed by more of it: a reference to the module's resource that it is, its text, or
 * the variable that it comes from.
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
  if (text !== undefined) return /^arn:[\w:/.*+=@-]+$/.test(text) ? `"${text}${rest}"` : undefined;
  const variable = /^var\.(\w+)$/.exec(at.file.slice(at))?.[1];
  const declared = module.directory.holds(at.file) ? module.declared.variables.get(variable ?? "") : undefined;
  // what has a default may be left out by callers that do not use it
  return declared && !declared.attributes.has("default") ? joined(`var.${variable}`, rest) : undefined;
}

/** Whether a resource is there, under its key, whatever a caller says. */
function isAlwaysThere({ isSymbolic, isCertain, key, body }: Resource): boolean {
  if (isSymbolic || !isCertain) return false;
  if (typeof key !== "number") return true;
  const count = body.place("count");
  return /^\d+$/.test(count.file.slice(count));
}

function joined(reference: string, rest: string): string {
  return rest === "" ? reference : `"\${${reference}}${rest}"`;
}
