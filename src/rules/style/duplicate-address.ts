import type { Attribute, Block } from "../../hcl/index.ts";
import { type Declared, distinctDirectories, placeOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "The same address is declared twice",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Resources: syntax (2026-11)",
  why: "Type and name must be unique in a module. Terraform stops at the second declaration, and neither plans nor validates anything.",
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_sqs_queue" "jobs" {
  name = "more-jobs"
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_sqs_queue" "more_jobs" {
  name = "more-jobs"
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap(({ declared }) =>
      declared.duplicates.map(({ address, first, second }) => {
        const { line } = first.file.position(first.node.start);
        const inFile = first.file === second.file ? "" : ` of ${first.file.path.split(/[\\/]/).at(-1)}`;
        return {
          at: declarationPlace(second),
          resource: address,
          message: `${address} is declared twice: here, and in line ${line}${inFile}`,
          help: "Merge the two, or give this one a name of its own",
          related: [{ at: declarationPlace(first), message: "The first declaration" }],
        };
      }),
    );
  },
});

function declarationPlace({ node, file }: Declared<Block | Attribute>) {
  if (node.kind === "attribute") return placeOf(node.nameSpan, file);
  return placeOf({ start: node.start, end: node.labels.at(-1)?.end ?? node.typeSpan.end }, file);
}
