import type { Block, Expression } from "../../hcl/index.ts";
import { distinctDirectories, type Module, placeOf, referencesIn } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { parsedFilesOf } from "../shared/declarations/native-files.ts";
import { argumentOf } from "../shared/declarations/written-syntax.ts";

export default defineRule({
  summary: "A condition that is to be checked looks at nothing",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Custom Conditions; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops with "The condition expression must refer to at least one object": what is written out says the same in every run.`,
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
    return distinctDirectories(stack.modules).flatMap(findingsIn);
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
        message: "This condition looks at nothing, and so is the same in every run",
        help: "Name what it is to check, or take the block out",
      })),
  );
}

function conditionsIn({ items }: Block["body"]): readonly { readonly block: Block; readonly condition: Expression }[] {
  return items.flatMap((item) => {
    if (item.kind !== "block") return [];
    const condition = CONDITIONS.has(item.type) ? argumentOf(item, "condition")?.expression : undefined;
    return condition ? [{ block: item, condition }] : conditionsIn(item.body);
  });
}
