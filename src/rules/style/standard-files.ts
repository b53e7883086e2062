import { basename } from "node:path";
import { distinctDirectories, type MergedBlock } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";

export default defineRule({
  summary: "A variable or output is not in the file where people look for it",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { tflint: ["terraform_standard_module_structure"] },
  source: "Terraform language, Standard Module Structure (2026-11)",
  why: `People look for the inputs and outputs of a module in variables.tf and outputs.tf. What is elsewhere is found late or not
at all.`,
  ignoreWhen: "The module is a single short file.",
  bad: `variable "name" {
  type = string
}

resource "aws_sqs_queue" "jobs" {
  name = var.name
}

output "url" {
  value = aws_sqs_queue.jobs.url
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap(({ declared }) => [
      ...misplaced([...declared.variables.values()], "variable", /^variables?(?:[._-].*)?\.|[._-]variables?\./),
      ...misplaced([...declared.outputs.values()], "output", /^outputs?(?:[._-].*)?\.|[._-]outputs?\./),
    ]);
  },
});

function misplaced(blocks: readonly MergedBlock[], kind: "variable" | "output", names: RegExp): RuleFinding[] {
  return blocks.flatMap((block) => {
    const file = basename(block.declared.file.path);
    // JSON files are written by programs, which use a single file
    if (names.test(file) || file.endsWith(".json")) return [];
    return [
      {
        at: headerPlace(block),
        message: `The ${kind} ${block.labels[0]} is in ${file}`,
        help: `Move it to ${kind}s.tf`,
      },
    ];
  });
}
