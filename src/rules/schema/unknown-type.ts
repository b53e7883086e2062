import { didYouMean } from "../../aws/did-you-mean.ts";
import { providerSchema, type TypeKind, typeNames } from "../../aws/provider-schema.ts";
import { distinctDirectories, placeOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { replacing, respelling } from "../shared/edits/fixes.ts";
import { typeVersionHelp } from "../shared/schema/schema-majors.ts";
import {
  type DeclaredType,
  declaredTypes,
  isMetaArgument,
  isMetaBlock,
  typeVersions,
} from "../shared/schema/schema-walk.ts";

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
    return distinctDirectories(stack.modules).flatMap((module) => declaredTypes(module, stack).flatMap(faultsOf));
  },
});

function faultsOf(declared: DeclaredType): readonly RuleFinding[] {
  if (typeVersions(declared)) return [];
  const { kind, type, address, block, meant } = declared;
  const label = block.declared.node.labels[0];
  const at = placeOf(label ?? block.declared.node, block.declared.file);
  const missing = { at, resource: address, message: `The provider has no ${SPOKEN_KINDS[kind]} ${type}` };
  const otherVersion = typeVersionHelp(declared);
  if (otherVersion !== undefined) return [{ ...missing, help: otherVersion }];
  const other = otherKind(declared);
  // a newer version may have added a data source or an ephemeral resource for an existing resource
  if (other === "resource" && meant.mayBeNewer) return [];
  if (other) {
    const what = other === "data" ? "a data source" : "a resource";
    return [{ ...missing, message: `The provider has ${type} as ${what} only`, help: `Write it as a ${other} block` }];
  }
  const suggestion = didYouMean(type, typeNames(kind));
  // without a similar name, the type is probably newer than the data
  if (suggestion === undefined) return [];
  const edit = label?.quoted && fits(declared, suggestion) ? replacing(at, `"${suggestion}"`, suggestion) : undefined;
  return [
    {
      ...missing,
      help: `Did you mean ${suggestion}?`,
      ...respelling(type, { meant: suggestion, among: typeNames(kind) }, edit),
    },
  ];
}

/**
 * Whether a block could be one of a type: the type knows all that is written, and something that it requires is there.
 * A similar name may be that of another thing, such as aws_api_gateway_… for aws_apigatewayv2_….
 */
function fits({ kind, block }: DeclaredType, type: string): boolean {
  const schema = providerSchema().type(kind, type);
  if (!schema) return false;
  const [attributes, blocks] = [[...block.attributes.keys()], block.blocks.map(({ node }) => node.type)];
  const isKnown = (name: string) => schema.attributes.has(name) || schema.blocks.has(name);
  const knowsAll =
    attributes.every((name) => isKnown(name) || isMetaArgument(name, { path: [], kind })) &&
    blocks.every((name) => isKnown(name) || name === "dynamic" || isMetaBlock(name, { path: [], kind }));
  const required = [...schema.attributes].filter(([, { required }]) => required);
  return knowsAll && (required.length === 0 || required.some(([name]) => block.attributes.has(name)));
}

/** Whether the provider has the type as another kind: a data source that is written as a resource, or the reverse. */
function otherKind({ kind, type }: DeclaredType): "resource" | "data" | undefined {
  return (["resource", "data"] as const).find((one) => one !== kind && providerSchema().has(one, type));
}
