import { didYouMean } from "../../aws/did-you-mean.ts";
import { providerSchema, type TypeKind, typeNames } from "../../aws/provider-schema.ts";
import { distinctDirectories, placeOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { replacing } from "../shared/declarations/edits.ts";
import { typeVersionHelp } from "../shared/schema/schema-majors.ts";
import { type DeclaredType, declaredTypes, typeVersions } from "../shared/schema/schema-walk.ts";

const SPOKEN_KINDS: Readonly<Record<TypeKind, string>> = {
  resource: "resource",
  data: "data source",
  ephemeral: "ephemeral resource",
};

export default defineRule({
  summary: "A resource is of a type that the provider does not have",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, 5.100.0, 4.67.0 and 3.75, schema",
  why: 'Terraform stops with "Invalid resource type", but only after init has fetched the provider.',
  ignoreWhen: "The type is newer than the schema that this version of lambda-tf holds.",
  bad: `resource "aws_lambda_functions" "orders" {
  function_name = "orders"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      declaredTypes(module, stack).flatMap((declared): RuleFinding[] => {
        const { kind, type, address, block } = declared;
        if (typeVersions(declared)) return [];
        const otherVersion = typeVersionHelp(declared);
        const other = otherVersion === undefined ? otherKind(declared) : undefined;
        const suggestion = otherVersion === undefined ? didYouMean(type, typeNames(kind)) : undefined;
        // with no like name it is rather a type that is newer than this data
        if (otherVersion === undefined && !other && suggestion === undefined) return [];
        const label = block.declared.node.labels[0];
        return [
          {
            at: placeOf(label ?? block.declared.node, block.declared.file),
            resource: address,
            message: other
              ? `The provider has ${type} as ${other === "data" ? "a data source" : "a resource"} only`
              : `The provider has no ${SPOKEN_KINDS[kind]} ${type}`,
            help: otherVersion ?? (other ? `Write it as a ${other} block` : `Did you mean ${suggestion}?`),
            ...(!other &&
              suggestion !== undefined &&
              label?.quoted && {
                fix: replacing(placeOf(label, block.declared.file), `"${suggestion}"`, suggestion),
              }),
          },
        ];
      }),
    );
  },
});

/** Whether the provider has the type as something else: a data source that is written as a resource, or the reverse. */
function otherKind({ kind, type }: DeclaredType): "resource" | "data" | undefined {
  return (["resource", "data"] as const).find((one) => one !== kind && providerSchema().has(one, type));
}
