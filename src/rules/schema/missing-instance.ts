import { attributesWithin, type Expression, type GetIndex, innerExpressions } from "../../hcl/index.ts";
import {
  type ConfigurationFile,
  distinctDirectories,
  type MergedBlock,
  type Module,
  namesOtherThings,
  placeOf,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { expressionsOfKind, parsedFilesOf } from "../shared/declarations/native-files.ts";

type Conditional = Extract<Expression, { kind: "conditional" }>;
type Arm = "then" | "otherwise";

const example = (queue: string, own: string) => `variable "create_queue" {
  type = bool
}

variable "queue_url" {
  type = string
}

resource "aws_sqs_queue" "jobs" {
  count = var.create_queue ? 1 : 0
  name  = "jobs"
}

output "url" {
  value = var.create_queue ? ${queue} : ${own}
}`;

export default defineRule({
  summary: "An instance is used just where its condition says that there is none",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, The count Meta-Argument; tried with Terraform 1.11.4 (2026-11)",
  why: `A resource whose count is 0 has no first element, and Terraform stops with "Invalid index". Where the same condition that
sets the count chooses between two values, the instance belongs to one of them; in the other it is always missing.`,
  bad: example("var.queue_url", "aws_sqs_queue.jobs[0].url"),
  good: example("aws_sqs_queue.jobs[0].url", "var.queue_url"),
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => {
      const optional = optionalBlocks(module);
      if (optional.size === 0) return [];
      return parsedFilesOf(module)
        .filter((file) => expressionsOfKind(file, "index").length > 0)
        .flatMap((file) => missingIn(file, optional));
    });
  },
});

/** When something that is created on a condition is missing. */
interface Absence {
  readonly condition: string;
  readonly arm: Arm;
}

/** What a module creates only on a condition, by address. */
function optionalBlocks({ declared: { resources, moduleCalls } }: Module): ReadonlyMap<string, Absence> {
  return new Map(
    [...resources.values(), ...moduleCalls.values()].flatMap((block) => {
      const absence = absenceOf(block);
      const { type, labels } = block;
      return absence ? [[(type === "resource" ? labels : [type, ...labels]).join("."), absence] as const] : [];
    }),
  );
}

function absenceOf({ attributes }: MergedBlock): Absence | undefined {
  const count = attributes.get("count");
  const expression = count && unwrapped(count.node.expression);
  if (!count || expression?.kind !== "conditional") return undefined;
  const condition = textOf(expression.condition, count.file.text);
  const [then, otherwise] = [expression.then, expression.otherwise].map(numberIn);
  if (then === undefined || otherwise === undefined || (then === 0) === (otherwise === 0)) return undefined;
  return { condition, arm: then === 0 ? "then" : "otherwise" };
}

function missingIn({ parsed, source }: ConfigurationFile, optional: ReadonlyMap<string, Absence>): RuleFinding[] {
  return attributesWithin(parsed.body).flatMap(({ attribute, blocks }) => {
    if (namesOtherThings(attribute, blocks)) return [];
    return [...conditionals(attribute.expression)].flatMap((conditional) =>
      (["then", "otherwise"] as const).flatMap((arm) =>
        [...certainIndexes(conditional[arm])].flatMap((index): RuleFinding[] => {
          const address = addressOf(index.object) ?? "";
          const absence = optional.get(address);
          const condition = textOf(conditional.condition, source.text);
          if (absence?.arm !== arm || absence.condition !== condition) return [];
          return [
            {
              at: placeOf(index, source),
              message: `${address} has no instance where ${condition} is ${arm === "then" ? "true" : "false"}, so ${source.written(index)} fails`,
              help: "Use the instance in the other arm of the condition, or change the condition of its count",
            },
          ];
        }),
      ),
    );
  });
}

/**
 * The conditional expressions that are evaluated together with an expression, without those whose errors are caught.
 */
function* conditionals(expression: Expression): Generator<Conditional> {
  if (isCatching(expression)) return;
  if (expression.kind === "conditional") yield expression;
  for (const inner of innerExpressions(expression)) yield* conditionals(inner);
}

/** The literal indexes that are evaluated whenever an expression is. */
function* certainIndexes(expression: Expression): Generator<GetIndex> {
  if (isCatching(expression) || expression.kind === "conditional" || expression.kind === "for") return;
  if (expression.kind === "index" && numberIn(expression.key) !== undefined) yield expression;
  for (const inner of innerExpressions(expression)) yield* certainIndexes(inner);
}

function isCatching(expression: Expression): boolean {
  return expression.kind === "call" && (expression.name === "try" || expression.name === "can");
}

function numberIn(expression: Expression): number | undefined {
  return expression.kind === "literal" && typeof expression.value === "number" ? expression.value : undefined;
}

function unwrapped(expression: Expression): Expression {
  return expression.kind === "parentheses" ? unwrapped(expression.inner) : expression;
}

/** The text of a condition, however it is spaced and put in parentheses. */
function textOf(condition: Expression, text: string): string {
  const { start, end } = unwrapped(condition);
  return text.slice(start, end).replace(/\s+/g, " ");
}

/** The address that an expression is, where it is nothing but one. */
function addressOf(expression: Expression): string | undefined {
  if (expression.kind === "variable") return expression.name;
  if (expression.kind !== "attribute-access") return undefined;
  const object = addressOf(expression.object);
  return object && `${object}.${expression.name}`;
}
