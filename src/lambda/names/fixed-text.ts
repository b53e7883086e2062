import { isInVariable, type Module, type Value } from "../../terraform/index.ts";

/**
 * The origin of a text that is the same in every run: a literal, or the default of a variable, which a caller may
 * change. Undefined for a text that contains something which may change between runs, or a version.
 */
export function fixedText(value: Value, module: Module): "literal" | "default" | undefined {
  if (value.kind !== "known" || typeof value.value !== "string" || !value.written?.template) return undefined;
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

/** `app-1.4.2.zip`, `v3/app.zip`, `app-4f2a9c1.zip`: the name changes with the code. */
function namesVersion(text: string): boolean {
  // Maven gives this name to every build of a version in development
  if (/-SNAPSHOT\b/.test(text)) return false;
  return /\d\.\d|(?:^|[/_.-])v?\d+(?=[/_.-]|$)|[0-9a-f]{7}/.test(text);
}

/** Whether a value is a variable's default, which a caller may change. */
export function isVariableDefault({ place }: Value, module: Module): boolean {
  return [module, ...module.trace.map(({ parent }) => parent)].some((one) => isInVariable(place, one));
}

/**
 * Whether a text is the same for all callers of the module: a literal, possibly with unknown parts, but without a
 * default of a variable.
 */
export function isSameForCallers(value: Value, module: Module): boolean {
  if (value.kind !== "known" && value.kind !== "template") return value.kind === "unknown";
  if (isVariableDefault(value, module)) return false;
  // the index or key of an instance
  if (!value.written) return value.kind === "known" && typeof value.value === "number" && !value.planned;
  return value.written.pieces.every((piece) => typeof piece === "string" || isSameForCallers(piece, module));
}

/** Whether a value is or contains the default of a variable, which callers may override. */
export function holdsDefault(value: Value, module: Module): boolean {
  if (isVariableDefault(value, module)) return true;
  const pieces = value.kind === "known" || value.kind === "template" ? (value.written?.pieces ?? []) : [];
  return pieces.some((piece) => typeof piece !== "string" && holdsDefault(piece, module));
}
