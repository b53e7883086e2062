import { type Block, type Expression, visitExpressions } from "../../hcl/index.ts";
import { booleanOf, distinctDirectories, type Module, placeOf, referencesIn, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { parsedFilesOf } from "../shared/declarations/native-files.ts";
import { argumentOf } from "../shared/declarations/written-syntax.ts";
import { ConstantExpressions } from "../shared/expressions/constant-expressions.ts";

export default defineRule({
  summary: "A condition refers to nothing, or can never be met",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Custom Conditions; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops with "The condition expression must refer to at least one object": a constant condition has the same result
in every run. One that is false whatever the variables are stops every plan.`,
  bad: `output "url" {
  value = "https://example.com"

  precondition {
    condition     = true
    error_message = "The service is not there."
  }
}`,
  good: `variable "host" {
  type = string
}

output "url" {
  value = "https://\${var.host}"

  precondition {
    condition     = var.host != ""
    error_message = "The service is not there."
  }
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => [...findingsIn(module), ...neverMet(module)]);
  },
});

const CONDITIONS: ReadonlySet<string> = new Set(["precondition", "postcondition", "assert"]);

function findingsIn(module: Module): readonly RuleFinding[] {
  const looking = new Set(
    referencesIn(module.directory).flatMap(({ blocks, argument }) =>
      argument === "condition" ? (blocks.at(-1) ?? []) : [],
    ),
  );
  return parsedFilesOf(module).flatMap(({ parsed, source }) =>
    conditionsIn(parsed.body)
      .filter(({ block }) => !looking.has(block))
      .map(({ condition }) => ({
        at: placeOf(condition, source),
        message: "This condition refers to nothing, so it is the same in every run",
        help: "Refer to what it should check, or remove the block",
      })),
  );
}

/** Preconditions of what exists in every run. Checks are left out, as they only warn. */
function neverMet(module: Module): readonly RuleFinding[] {
  const constants = new ConstantExpressions(module);
  const holders = [...module.declared.resources.values(), ...module.declared.outputs.values()];
  return holders.flatMap(({ attributes, blocks }) => {
    if (["count", "for_each"].some((name) => attributes.has(name))) return [];
    return blocks.flatMap(({ node, file }) =>
      preconditionsOf(node).flatMap((precondition): RuleFinding[] => {
        const condition = argumentOf(precondition, "condition")?.expression;
        const value = condition && constants.valueOf(condition, file);
        if (!condition || !value || booleanOf(value) !== false || !looksAtLocal(condition)) return [];
        const message = argumentOf(precondition, "error_message");
        const text = message && stringOf(module.evaluate(message.expression, file));
        return [
          {
            at: placeOf(condition, file),
            message: `This condition is false in every run${text === undefined ? "" : `: ${text.replace(/\s+/g, " ").trim()}`}`,
            help: "Change what it refers to, or remove the block",
          },
        ];
      }),
    );
  });
}

function preconditionsOf(block: Block): readonly Block[] {
  const inner = block.type === "lifecycle" ? block.body.items : [block];
  return inner.flatMap((item) => (item.kind === "block" && item.type === "precondition" ? [item] : []));
}

/** Whether a condition refers to nothing that is reported already. */
function looksAtLocal(condition: Expression): boolean {
  let found = false;
  visitExpressions(condition, (inner) => {
    found ||= inner.kind === "attribute-access" && inner.object.kind === "variable" && inner.object.name === "local";
  });
  return found;
}

function conditionsIn({ items }: Block["body"]): readonly { readonly block: Block; readonly condition: Expression }[] {
  return items.flatMap((item) => {
    if (item.kind !== "block") return [];
    const condition = CONDITIONS.has(item.type) ? argumentOf(item, "condition")?.expression : undefined;
    return condition ? [{ block: item, condition }] : conditionsIn(item.body);
  });
}
