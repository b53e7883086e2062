import { attributesWithin, type Expression, type GetIndex, innerExpressions } from "../../hcl/index.ts";
import {
  distinctDirectories,
  type MergedBlock,
  type Module,
  namesOtherThings,
  placeOf,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { expressionsOfKind, parsedFilesOf } from "../shared/declarations/native-files.ts";

export default defineRule({
  summary: "A reference selects an instance of something that has only one",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, References to Resource Attributes; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops with "Unexpected resource instance key". It is what remains when count is removed from a block and its
references are forgotten.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

output "url" {
  value = aws_sqs_queue.jobs[0].url
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

output "url" {
  value = aws_sqs_queue.jobs.url
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => {
      const single = singles(module);
      const isOfSingle = ({ key, object }: GetIndex) => isLiteral(key) && single.has(addressOf(object) ?? "");
      const suspects = parsedFilesOf(module).filter((file) => expressionsOfKind(file, "index").some(isOfSingle));
      return suspects.flatMap(({ parsed, source }) =>
        attributesWithin(parsed.body).flatMap(({ attribute, blocks }): RuleFinding[] => {
          // moved, removed and import name instances of the past and of the state
          if (namesOtherThings(attribute, blocks)) return [];
          return [...literalIndexes(attribute.expression)].flatMap(({ index, isCaught }) => {
            const address = addressOf(index.object);
            if (address === undefined || !single.has(address)) return [];
            // of a module they are worked out like those of any object: its outputs have names
            if (address.startsWith("module.") && (isCaught || index.key.kind === "template")) return [];
            const at = { file: source, start: index.object.end, end: index.end };
            return [
              {
                at: placeOf(at, source),
                message: `${address} has neither count nor for_each, so there is no instance ${source.written(at)}`,
                help: "Remove the index, or add count or for_each to the block",
                fix: { title: "Remove the index", edits: [{ place: placeOf(at, source), newText: "" }] },
              },
            ];
          });
        }),
      );
    });
  },
});

/** The addresses of what is declared and not repeated. */
function singles({ declared: { resources, moduleCalls } }: Module): ReadonlySet<string> {
  const isSingle = ({ attributes }: MergedBlock) => !attributes.has("count") && !attributes.has("for_each");
  return new Set(
    [...resources.values(), ...moduleCalls.values()]
      .filter(isSingle)
      .map(({ type, labels }) => (type === "resource" ? labels : [type, ...labels]).join(".")),
  );
}

/** Keys that are written out; one that is worked out picks an attribute by its name, if there is but one instance. */
function* literalIndexes(
  expression: Expression,
  isCaught = false,
): Generator<{ readonly index: GetIndex; readonly isCaught: boolean }> {
  if (expression.kind === "index" && isLiteral(expression.key)) yield { index: expression, isCaught };
  for (const inner of innerExpressions(expression))
    yield* literalIndexes(inner, isCaught || catches(expression, inner));
}

/**
 * Whether an error in a part of an expression may be none of the whole: it is caught, or in the arm that is not taken.
 */
function catches(expression: Expression, part: Expression): boolean {
  if (expression.kind === "conditional") return part !== expression.condition;
  return expression.kind === "call" && (expression.name === "try" || expression.name === "can");
}

function isLiteral(key: Expression): boolean {
  return key.kind === "literal" || (key.kind === "template" && key.parts.every(({ kind }) => kind === "text"));
}

/** The address that an expression is, where it is nothing but one. */
function addressOf(expression: Expression): string | undefined {
  if (expression.kind === "variable") return expression.name;
  if (expression.kind !== "attribute-access") return undefined;
  const object = addressOf(expression.object);
  return object && `${object}.${expression.name}`;
}
