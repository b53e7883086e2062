import { defineRule, type RuleFinding } from "../rule.ts";
import { replacing } from "../shared/edits/fixes.ts";
import type { AttributeRead } from "../shared/expressions/expression-findings.ts";
import { attributeReads } from "../shared/expressions/reference-walk.ts";
import { isReplaceable, replacementOf } from "../shared/schema/schema-deprecations.ts";
import { spokenOwner } from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary: "A reference takes an attribute that the provider has deprecated",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, documentation",
  why: "Terraform warns at every plan, and the next major version of the provider may drop the attribute.",
  bad: `terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
  }
}

data "aws_region" "current" {}

output "region" {
  value = data.aws_region.current.name
}`,
  good: `terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
  }
}

data "aws_region" "current" {}

output "region" {
  value = data.aws_region.current.region
}`,
  check({ stack }) {
    return attributeReads(stack).flatMap((read) => judge(read));
  },
});

function judge({ from, name, at }: AttributeRead): RuleFinding[] {
  if (from.kind !== "instance") return [];
  const { schema, of, path } = from;
  const attribute = schema.newest.attributes.get(name);
  const { deprecated } = attribute ?? {};
  if (!attribute || deprecated === undefined || !isReplaceable(deprecated, { ...of, path })) return [];
  const replacement = replacementOf(name, schema.newest);
  return [
    {
      at,
      message: `${name} of ${spokenOwner({ path, type: of.type })} is deprecated`,
      help: deprecated.replace(/\.$/, ""),
      ...(replacement !== undefined && { fix: replacing(at, replacement) }),
    },
  ];
}
