import { placeOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { removeText } from "../shared/edits/remove-text.ts";
import { schemaBlocks, spokenOwner } from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary: "An attribute is set that only the provider can set",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, 5.100.0, 4.67.0 and 3.75, schema",
  why: `Terraform stops with "Value for unconfigurable attribute": the value is known once the resource exists, and is read-only.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  arn  = "arn:aws:sqs:eu-central-1:123456789012:jobs"
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`,
  check({ stack }) {
    return schemaBlocks(stack).flatMap((found) => {
      const { block, schema, address } = found;
      if (schema.isOpen) return [];
      return [...block.attributes.values()].flatMap(({ node, file }): RuleFinding[] => {
        const isNull = node.expression.kind === "literal" && node.expression.value === null;
        if (!schema.isReadOnly(node.name) || isNull) return [];
        return [
          {
            at: placeOf(node.nameSpan, file),
            resource: address,
            message: `${node.name} of ${spokenOwner(found)} is read-only: the provider sets it`,
            help: "Remove it",
            suggestions: suggestionOf(`Remove ${node.name}`, removeText(placeOf(node, file))),
          },
        ];
      });
    });
  },
});
