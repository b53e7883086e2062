import { placeOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { isReplaceable } from "../shared/schema/schema-deprecations.ts";
import { schemaBlocks } from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary: "A resource is of a type that the provider has deprecated",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, documentation",
  why: `The type gets no new arguments, and the next major version of the provider may drop it; or AWS ends the service behind it.`,
  bad: `terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
  }
}

data "aws_s3_bucket_object" "package" {
  bucket = "packages"
  key    = "orders.zip"
}`,
  good: `terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
  }
}

data "aws_s3_object" "package" {
  bucket = "packages"
  key    = "orders.zip"
}`,
  check({ stack }) {
    return schemaBlocks(stack).flatMap((found): RuleFinding[] => {
      const { path, schema, block, type, address } = found;
      const { deprecated } = schema.newest;
      if (path.length > 0 || deprecated === undefined || !isReplaceable(deprecated, found)) return [];
      return [
        {
          at: placeOf(block.declared.node.labels[0] ?? block.declared.node, block.declared.file),
          resource: address,
          message: `${type} is deprecated`,
          help: deprecated.replace(/\.$/, ""),
        },
      ];
    });
  },
});
