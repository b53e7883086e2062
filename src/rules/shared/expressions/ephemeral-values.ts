import { type Expression, type ForExpression, innerExpressions } from "../../../hcl/index.ts";
import type { Module } from "../../../terraform/index.ts";
import { isSetTo, plainText, writtenPath } from "../declarations/written-syntax.ts";

/** Functions whose result is not ephemeral, or not certain to be. */
const ENDING: ReadonlySet<string> = new Set(["ephemeralasnull", "can", "try", "issensitive"]);
/** Functions that select some elements, or look at none: their result may contain nothing ephemeral. */
const PICKING: ReadonlySet<string> = new Set(
  "coalesce coalescelist compact contains element index keys length lookup matchkeys one slice".split(" "),
);

/** Steps from a value to a part of it, and everything in that part; or the value itself, without its parts. */
type Part = readonly string[] | "itself";

/** Finds ephemeral values in a module. */
export class EphemeralValues {
  private readonly module: Module;
  private readonly locals = new Map<string, string | undefined>();

  constructor(module: Module) {
    this.module = module;
  }

  get isAny(): boolean {
    const { variables, resources, moduleCalls } = this.module.declared;
    return (
      [...variables.values()].some((variable) => isSetTo(variable, "ephemeral", true)) ||
      [...resources.values()].some(({ type }) => type === "ephemeral") ||
      moduleCalls.size > 0
    );
  }

  /** The name of an ephemeral value in a part of an expression's value, directly or through locals. */
  sourceIn(expression: Expression, part: Part = []): string | undefined {
    switch (expression.kind) {
      case "parentheses":
        return this.sourceIn(expression.inner, part);
      case "variable":
      case "attribute-access":
      case "index":
        return this.inTraversal(expression, part);
      case "object":
        return this.inParts(new Map(expression.items.map(({ name, value }) => [name, value])), part);
      case "tuple":
        return this.inParts(new Map(expression.elements.map((element, i) => [String(i), element])), part);
      case "conditional":
        return (
          this.sourceIn(expression.condition, "itself") ??
          this.sourceIn(expression.then, part) ??
          this.sourceIn(expression.otherwise, part)
        );
      case "call": {
        if (ENDING.has(expression.name)) return undefined;
        const isPart = part === "itself" || part.length > 0 || PICKING.has(expression.name);
        return this.first(expression.args, isPart ? "itself" : []);
      }
      case "for":
        return this.sourceIn(expression.collection, "itself") ?? this.sourceInBody(expression, part);
      case "splat":
        return this.sourceIn(expression.object, "itself");
      default:
        return this.first(innerExpressions(expression), []);
    }
  }

  private sourceInBody({ key, value, condition }: ForExpression, part: Part): string | undefined {
    const inBody = [key, value, condition].filter((one) => one !== undefined);
    return part === "itself" ? undefined : this.first(inBody, []);
  }

  private first(expressions: readonly Expression[], part: Part): string | undefined {
    for (const expression of expressions) {
      const found = this.sourceIn(expression, part);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** For the parts of an object or list separately. */
  private inParts(parts: ReadonlyMap<string | undefined, Expression>, part: Part): string | undefined {
    if (part === "itself") return undefined;
    const [step, ...more] = part;
    if (step === undefined) return this.first([...parts.values()], []);
    const meant = parts.get(step);
    return meant && this.sourceIn(meant, more);
  }

  private inTraversal(expression: Expression, part: Part): string | undefined {
    const { base, steps } = stepsTo(expression);
    const within = steps && part !== "itself" ? [...steps, ...part] : "itself";
    if (base.kind !== "variable") return this.sourceIn(base, within);
    const [, name = "", third] = writtenPath(expression);
    switch (base.name) {
      case "var":
        return isSetTo(this.module.declared.variables.get(name), "ephemeral", true) ? `var.${name}` : undefined;
      case "ephemeral":
        return third === undefined ? undefined : `ephemeral.${name}.${third}`;
      case "module": {
        const output = third === undefined ? undefined : this.module.calledBy(name)[0]?.declared.outputs.get(third);
        return isSetTo(output, "ephemeral", true) ? `module.${name}.${third}` : undefined;
      }
      case "local":
        return this.inLocal(name, within === "itself" ? within : within.slice(1));
      default:
        return undefined;
    }
  }

  private inLocal(name: string, part: Part): string | undefined {
    const key = [name, ...(part === "itself" ? [""] : part)].join(".");
    if (this.locals.has(key)) return this.locals.get(key);
    // self-references are reported by another rule
    this.locals.set(key, undefined);
    const declared = this.module.declared.locals.get(name);
    const found = declared && this.sourceIn(declared.node.expression, part) && `local.${name}`;
    this.locals.set(key, found);
    return found;
  }
}

/** The start of a reference, and the names and keys that follow; no steps if one of them has to be evaluated. */
function stepsTo(expression: Expression): { readonly base: Expression; readonly steps?: readonly string[] } {
  if (expression.kind !== "attribute-access" && expression.kind !== "index") return { base: expression, steps: [] };
  const { base, steps } = stepsTo(expression.object);
  const step = expression.kind === "index" ? writtenKey(expression.key) : expression.name;
  return steps && step !== undefined ? { base, steps: [...steps, step] } : { base };
}

function writtenKey(key: Expression): string | undefined {
  return key.kind === "literal" ? String(key.value) : plainText(key);
}
