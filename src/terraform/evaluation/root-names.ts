import type { Expression, SourceFile } from "../../hcl/index.ts";
import type { Value } from "../values/value.ts";
import { boundValue, type Scope } from "./scope.ts";

/**
 * The value of the first steps of a traversal, if they refer to a declaration: `var.x`, `local.x`, `module.x`,
 * `data.type.x`, `path.x`, `type.x`. Undefined for other expressions, which are evaluated step by step.
 */
export function evaluateRoot(expression: Expression, scope: Scope, file: SourceFile): Value | undefined {
  if (expression.kind !== "attribute-access") return undefined;
  const at = { file, start: expression.start, end: expression.end, module: scope.declarations };
  const { object, name } = expression;
  if (object.kind === "attribute-access" && object.object.kind === "variable") {
    const mode = object.object.name;
    if ((mode === "data" || mode === "ephemeral") && boundValue(scope, mode) === undefined) {
      return scope.declarations.resource(mode, object.name, name, at);
    }
    return undefined;
  }
  if (object.kind !== "variable" || boundValue(scope, object.name) !== undefined) return undefined;
  switch (object.name) {
    case "var":
      return scope.declarations.variable(name, at);
    case "local":
      return scope.declarations.local(name, at);
    case "module":
      return scope.declarations.moduleCall(name, at);
    case "path":
      return scope.declarations.path(name, at);
    case "terraform":
    case "tofu":
      return scope.declarations.terraform(name, at);
    case "data":
    case "ephemeral":
    case "each":
    case "count":
    case "self":
    case "":
      return undefined;
    default:
      return scope.declarations.resource("managed", object.name, name, at);
  }
}
