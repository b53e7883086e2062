import { terraformArnForms } from "../../aws/terraform-arns.ts";
import { restOf } from "../../iam/index.ts";
import { type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { namedResources } from "../names/identify.ts";
import { isSameText, textParts } from "../names/same-text.ts";
import type { Stack } from "../stack.ts";
import type { FoundResource } from "./needed-resource.ts";

/** The arguments that contain the names of resources, where it is not `name`. */
const NAME_ARGUMENTS: Readonly<Record<string, string>> = {
  aws_s3_bucket: "bucket",
  aws_lambda_function: "function_name",
  aws_ses_email_identity: "email",
  aws_ses_domain_identity: "domain",
  aws_sesv2_email_identity: "email_identity",
  aws_cognito_user_pool: "name",
  aws_kms_alias: "name",
  aws_rds_cluster: "cluster_identifier",
};

/** The resource that a value identifies, of the types whose ARNs have the format. */
export function findResource(form: string, value: Value, stack: Stack): FoundResource | undefined {
  for (const [type, attribute, own] of terraformArnForms()) {
    if (attribute === "id" || attribute === "stream_arn" || attribute === "target_key_arn") continue;
    const rest = restOf(form, own);
    if (rest === undefined) continue;
    const resource = namedResources(value, new Set([type]))[0] ?? byName(type, value, stack);
    if (resource) return { resource, attribute, rest };
  }
  return undefined;
}

function byName(type: string, value: Value, stack: Stack): Resource | undefined {
  const argument = NAME_ARGUMENTS[type] ?? "name";
  const text = stringOf(value);
  const sought: Value =
    type === "aws_ses_domain_identity" && text?.includes("@")
      ? { kind: "known", value: text.slice(text.indexOf("@") + 1), place: value.place }
      : value;
  const found = stack.names([type], argument, ["managed", "data"]).named(sought);
  return text === undefined ? (found ?? withSameName(type, argument, sought, stack)) : found;
}

/** The only resource that has the same name although not all of this is known: `orders-${var.stage}` of both. */
function withSameName(type: string, argument: string, sought: Value, stack: Stack): Resource | undefined {
  const parts = textParts(sought);
  const [only, ...others] = stack
    .resources(type)
    .filter(({ body }) => isSameText(textParts(body.value(argument)), parts));
  return others.length === 0 ? only : undefined;
}
