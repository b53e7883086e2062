import {
  type Attribute,
  attributesWithin,
  type BinaryOperation,
  type Block,
  type Expression,
  innerExpressions,
} from "../../hcl/index.ts";
import { type Module, placeOf, requiredVersion } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { nativeFilesOf } from "../shared/declarations/native-files.ts";
import { isNull, variableName } from "../shared/declarations/written-syntax.ts";

/** The first version that does not evaluate the right side of && and || if the left one decides. */
const SHORT_CIRCUITS = [1, 12];

/** Functions that do not accept null; tried with Terraform 1.11. */
const REFUSE_NULL: ReadonlySet<string> = new Set(
  `abs alltrue ceil cidrhost contains endswith fileexists floor jsondecode keys length lookup lower min regex regexall split
  startswith strcontains substr trimspace upper values`.split(/\s+/),
);

const OPERATORS_FOR_NULL: ReadonlySet<BinaryOperation["operator"]> = new Set(["==", "!="]);

export default defineRule({
  summary: "A null check is meant to guard the use of a value, which it does not before Terraform 1.12",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_no_short_circuit_evaluation"] },
  source: "Terraform 1.12 release notes; tried with 1.11.4 (2026-11)",
  why: `Before 1.12 Terraform evaluates both sides of && and ||, whatever the first one says. If the variable is null, plan stops
at the side that was meant to be skipped: "Attempt to get attribute from null value".`,
  ignoreWhen: "Nobody runs this with a version before 1.12; then required_version should say so.",
  bad: `terraform {
  required_version = ">= 1.5"
}

variable "dead_letter" {
  type    = object({ arn = string, enabled = bool })
  default = null
}

output "has_dead_letter" {
  value = var.dead_letter != null && var.dead_letter.enabled
}`,
  good: `terraform {
  required_version = ">= 1.5"
}

variable "dead_letter" {
  type    = object({ arn = string, enabled = bool })
  default = null
}

output "has_dead_letter" {
  value = var.dead_letter == null ? false : var.dead_letter.enabled
}`,
  check({ stack }) {
    return stack.modules.flatMap((module) => (runsBefore(module) ? findingsIn(module) : []));
  },
});

/** Whether this module and all its callers allow versions before 1.12, and one of them says so. */
function runsBefore(module: Module): boolean {
  let isSaid = false;
  for (let at: Module | undefined = module; at; at = at.call?.parent) {
    const constraint = requiredVersion(at);
    if (constraint && !constraint.allowsBelow(SHORT_CIRCUITS)) return false;
    isSaid ||= constraint !== undefined;
    if (at.call && isRepeated(at.call.declared.declared.node)) return false;
  }
  return isSaid;
}

function findingsIn(module: Module): readonly RuleFinding[] {
  // an argument that an override file replaces is not evaluated
  if (module.directory.files.some(({ isOverride }) => isOverride)) return [];
  return nativeFilesOf(module).flatMap(({ parsed, source }) =>
    // few files have such a test at all
    (/&&|\|\|/.test(source.text) ? attributesWithin(parsed.body) : [])
      .filter(({ attribute, blocks }) => isWorkedOut(attribute, blocks))
      .flatMap(({ attribute }) =>
        uniqueUses(attribute.expression)
          .filter(({ variable }) => module.evaluate(variable, source).kind === "null")
          .map(({ name, use, guard }) => ({
            at: placeOf(use, source),
            message: `If var.${name} is null, as it is here, Terraform before 1.12 stops at this despite the check before it`,
            help: `Write ${guard === "&&" ? `var.${name} == null ? false : …` : `var.${name} == null ? true : …`}, or require Terraform 1.12`,
          })),
      ),
  );
}

/** Whether an argument is evaluated in every plan: its block exists, and the argument does not decide on that. */
function isWorkedOut({ name }: Attribute, blocks: readonly Block[]): boolean {
  const [outer, ...inner] = blocks;
  if (inner.some(({ type }) => type === "dynamic" || type === "provisioner")) return false;
  const decides = inner.length === 0 && (name === "count" || name === "for_each");
  return !outer || decides || !isRepeated(outer);
}

function isRepeated({ body }: Block): boolean {
  return body.items.some((item) => item.kind === "attribute" && (item.name === "count" || item.name === "for_each"));
}

interface GuardedUse {
  readonly name: string;
  readonly variable: Expression;
  readonly use: Expression;
  readonly guard: "&&" | "||";
}

/** Every variable that is used after a useless test for null, once. */
function uniqueUses(expression: Expression): readonly GuardedUse[] {
  const found = new Map<string, GuardedUse>();
  for (const use of guardedUses(expression)) if (!found.has(use.name)) found.set(use.name, use);
  return [...found.values()];
}

function* guardedUses(expression: Expression): Generator<GuardedUse> {
  if (expression.kind === "binary" && (expression.operator === "&&" || expression.operator === "||")) {
    const guard = expression.operator;
    const names = testedForNull(expression.left, guard);
    for (const { name, variable, use } of usesIn(expression.right))
      if (names.has(name)) yield { name, variable, use, guard };
  }
  for (const inner of alwaysWorkedOut(expression)) yield* guardedUses(inner);
}

/** The variables that are not null if an expression is true (&&) or not true (||). */
function testedForNull(expression: Expression, guard: "&&" | "||"): ReadonlySet<string> {
  if (expression.kind === "parentheses") return testedForNull(expression.inner, guard);
  if (expression.kind === "unary" && expression.operator === "!")
    return testedForNull(expression.operand, guard === "&&" ? "||" : "&&");
  if (expression.kind !== "binary") return new Set();
  const { operator, left, right } = expression;
  if (operator === guard) return new Set([...testedForNull(left, guard), ...testedForNull(right, guard)]);
  if (operator !== (guard === "&&" ? "!=" : "==")) return new Set();
  const tested = isNull(right) ? left : isNull(left) ? right : undefined;
  const name = tested && usedVariable(tested);
  return new Set(name === undefined ? [] : [name]);
}

/** The uses of variables that fail for null. */
function* usesIn(expression: Expression): Generator<Omit<GuardedUse, "guard">> {
  for (const inner of consumed(expression)) {
    const name = usedVariable(inner);
    if (name !== undefined) yield { name, variable: inner, use: expression };
  }
  for (const inner of alwaysWorkedOut(expression)) yield* usesIn(inner);
}

/** The direct subexpressions that must not be null. */
function consumed(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "attribute-access":
    case "index":
      return [expression.object];
    case "for":
      return [expression.collection];
    case "unary":
      return [expression.operand];
    case "binary":
      return OPERATORS_FOR_NULL.has(expression.operator) ? [] : [expression.left, expression.right];
    case "call":
      return REFUSE_NULL.has(expression.name) ? expression.args : [];
    default:
      return [];
  }
}

/** The subexpressions that are always evaluated, and whose errors nothing catches. */
function alwaysWorkedOut(expression: Expression): readonly Expression[] {
  if (expression.kind === "conditional") return [expression.condition];
  if (expression.kind === "for") return [expression.collection];
  if (expression.kind === "call" && (expression.name === "try" || expression.name === "can")) return [];
  return innerExpressions(expression);
}

/** The variable that an expression is, ignoring parentheses. */
function usedVariable(expression: Expression): string | undefined {
  return expression.kind === "parentheses" ? usedVariable(expression.inner) : variableName(expression);
}
