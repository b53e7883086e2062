import { isInVariable, type Module, type Value } from "../terraform/index.ts";

/**
 * Where a text comes from that is the same whenever the configuration is: written out, or the default of a variable, which a
 * caller may change. Undefined where it is put together from what may differ from run to run, or names a version itself.
 */
export function fixedText(value: Value, module: Module): "literal" | "default" | undefined {
  if (value.kind !== "known" || typeof value.value !== "string" || !value.written) return undefined;
  const isWrittenOut = value.written.template.parts.every(
    (part) => part.kind === "text" || (part.kind === "interpolation" && isPath(part.expression)),
  );
  if (!isWrittenOut || namesVersion(value.value)) return undefined;
  return isVariableDefault(value, module) ? "default" : "literal";
}

function isPath(expression: { readonly kind: string; readonly object?: unknown }): boolean {
  const object = expression.object as { readonly kind?: string; readonly name?: string } | undefined;
  return expression.kind === "attribute-access" && object?.kind === "variable" && object.name === "path";
}

/** `app-1.4.2.zip`, `v3/app.zip`, `app-4f2a9c1.zip`: who changes the code changes the name. */
function namesVersion(text: string): boolean {
  // every build of a version that Maven is still making has this name
  if (/-SNAPSHOT\b/.test(text)) return false;
  return /\d+\.\d+|(?:^|[/_.-])v?\d+(?=[/_.-]|$)|[0-9a-f]{7,}/.test(text);
}

/** Whether a value is a variable's default, which a caller may change. */
export function isVariableDefault({ place }: Value, module: Module): boolean {
  return [module, ...module.trace.map(({ parent }) => parent)].some((one) => isInVariable(place, one));
}

/**
 * Whether a text is the same whoever uses the module: written out, around parts that may not be known, and not with a default
 * of a variable anywhere in it.
 */
export function isSameForCallers(value: Value, module: Module): boolean {
  if (value.kind !== "known" && value.kind !== "template") return value.kind === "unknown";
  if (isVariableDefault(value, module)) return false;
  // the number or the key of an instance
  if (!value.written) return value.kind === "known" && typeof value.value === "number" && !value.planned;
  return value.written.pieces.every((piece) => typeof piece === "string" || isSameForCallers(piece, module));
}

/** Whether a value is, or has in it, a default of a variable, in place of which callers may give another. */
export function holdsDefault(value: Value, module: Module): boolean {
  if (isVariableDefault(value, module)) return true;
  const pieces = value.kind === "known" || value.kind === "template" ? (value.written?.pieces ?? []) : [];
  return pieces.some((piece) => typeof piece !== "string" && holdsDefault(piece, module));
}
