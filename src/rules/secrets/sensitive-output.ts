import type { Expression } from "../../hcl/index.ts";
import type { Stack } from "../../lambda/index.ts";
import { type Module, placeOf, rootKind } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { isSetTo, writtenPath } from "../shared/declarations/written-syntax.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { fixOf } from "../shared/edits/fixes.ts";
import { type DeclaredType, declaredTypes, typeVersions } from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary: "An output of a root module shows a sensitive value and is not marked as sensitive",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Output Values: sensitive; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops with "Output refers to sensitive values": outputs of the root module are printed, and the value was marked
so that it is not. With sensitive = true the output is still in the state, in plain text.`,
  bad: `provider "aws" {
  region = "eu-central-1"
}

resource "aws_iam_access_key" "mailer" {
  user = "mailer"
}

output "smtp_password" {
  value = aws_iam_access_key.mailer.ses_smtp_password_v4
}`,
  good: `provider "aws" {
  region = "eu-central-1"
}

resource "aws_iam_access_key" "mailer" {
  user = "mailer"
}

output "smtp_password" {
  value     = aws_iam_access_key.mailer.ses_smtp_password_v4
  sensitive = true
}`,
  check({ stack }) {
    // a module passes the mark on to its caller
    if (rootKind(stack.root) !== "root") return [];
    const marks = new Marks(stack);
    return [...stack.root.declared.outputs].flatMap(([name, block]): RuleFinding[] => {
      const { attributes } = block;
      const value = attributes.get("value");
      if (!value || attributes.has("sensitive") || attributes.has("ephemeral")) return [];
      const marked = marks.find(value.node.expression, stack.root);
      if (marked === undefined) return [];
      return [
        {
          at: placeOf(value.node.expression, value.file),
          message: `The output ${name} shows ${marked}, which is sensitive, but is not marked as such`,
          help: "Set sensitive = true, or remove the output",
          fix: fixOf("Set sensitive to true", setArgument(stack.root.blockValue(block), "sensitive", "true")),
        },
      ];
    });
  },
});

/** Functions whose result is as sensitive as their arguments. */
const HAND_ON: ReadonlySet<string> = new Set(
  "base64encode format join jsonencode lower tostring trimspace upper urlencode".split(" "),
);

/** How many locals and outputs are followed. */
const MAX_STEPS = 50;

/** Searches expressions for sensitive values. */
class Marks {
  private readonly stack: Stack;

  constructor(stack: Stack) {
    this.stack = stack;
  }

  /** What certainly makes the value of an expression sensitive; undefined if nothing is known to. */
  find(expression: Expression, module: Module, steps = 0): string | undefined {
    if (steps > MAX_STEPS) return undefined;
    const first = (inner: readonly Expression[]) => {
      for (const one of inner) {
        const found = this.find(one, module, steps + 1);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    switch (expression.kind) {
      case "parentheses":
        return this.find(expression.inner, module, steps + 1);
      case "template":
        return first(expression.parts.flatMap((part) => (part.kind === "interpolation" ? [part.expression] : [])));
      case "tuple":
        return first(expression.elements);
      case "object":
        return first(expression.items.map(({ value }) => value));
      case "call":
        return HAND_ON.has(expression.name) ? first(expression.args) : undefined;
      case "attribute-access":
      case "index":
        return this.named(expression, module, steps);
      default:
        return undefined;
    }
  }

  private named(expression: Expression, module: Module, steps: number): string | undefined {
    const [root, first, second, ...more] = writtenPath(expression);
    if (root === undefined || first === undefined) return undefined;
    switch (root) {
      case "var":
        return isSetTo(module.declared.variables.get(first), "sensitive", true) ? `var.${first}` : undefined;
      case "local": {
        const local = module.declared.locals.get(first);
        return local && second === undefined ? this.find(local.node.expression, module, steps + 1) : undefined;
      }
      case "module": {
        const [called] = module.calledBy(first);
        const output = second === undefined ? undefined : called?.declared.outputs.get(second);
        return isSetTo(output, "sensitive", true) ? `module.${first}.${second}` : undefined;
      }
      case "data":
        return second === undefined ? undefined : this.attribute(`data.${first}.${second}`, more[0], module);
      default:
        return this.attribute(`${root}.${first}`, second, module);
    }
  }

  /** An attribute that the provider marks as sensitive in every version that may be in use. */
  private attribute(address: string, name: string | undefined, module: Module): string | undefined {
    const declared = declaredTypes(module, this.stack).find((one) => one.address === address);
    if (!declared || name === undefined || !isSensitiveAttribute(declared, name)) return undefined;
    return `${address}.${name}`;
  }
}

function isSensitiveAttribute(declared: DeclaredType, name: string): boolean {
  const schemas = typeVersions(declared)?.attribute(name) ?? [];
  return schemas.length > 0 && schemas.every(({ sensitive }) => sensitive);
}
