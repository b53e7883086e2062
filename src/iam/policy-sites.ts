import type { Module, Place, Resource, Value } from "../terraform/index.ts";
import { type PolicyDocument, policyDocument } from "./document.ts";

/** What a policy is attached to: the same words mean different things in each. */
export type PolicyKind = "identity" | "trust" | "resource" | "boundary";

/** A policy document of the configuration, at the argument that holds it. */
export interface PolicySite {
  readonly kind: PolicyKind;
  readonly holder: Resource;
  readonly document: PolicyDocument;
  readonly place: Place;
}

/** The arguments of the AWS provider's resources (6.66.0) that hold an identity policy or a policy on the resource itself. */
const HOLDERS: readonly (readonly [type: string, argument: string, kind: PolicyKind])[] = [
  ["aws_iam_role_policy", "policy", "identity"],
  ["aws_iam_user_policy", "policy", "identity"],
  ["aws_iam_group_policy", "policy", "identity"],
  ["aws_iam_policy", "policy", "identity"],
  ["aws_ssoadmin_permission_set_inline_policy", "inline_policy", "identity"],
  ["aws_iam_role", "assume_role_policy", "trust"],
  ["aws_kms_key", "policy", "resource"],
  ["aws_kms_key_policy", "policy", "resource"],
  ["aws_s3_bucket", "policy", "resource"],
  ["aws_s3_bucket_policy", "policy", "resource"],
  ["aws_sqs_queue", "policy", "resource"],
  ["aws_sqs_queue_policy", "policy", "resource"],
  ["aws_sns_topic", "policy", "resource"],
  ["aws_sns_topic_policy", "policy", "resource"],
  ["aws_secretsmanager_secret", "policy", "resource"],
  ["aws_secretsmanager_secret_policy", "policy", "resource"],
  ["aws_ecr_repository_policy", "policy", "resource"],
  ["aws_ecr_registry_policy", "policy", "resource"],
  ["aws_cloudwatch_event_bus_policy", "policy", "resource"],
  ["aws_cloudwatch_log_resource_policy", "policy_document", "resource"],
  ["aws_cloudwatch_log_destination_policy", "access_policy", "resource"],
  ["aws_dynamodb_resource_policy", "policy", "resource"],
  ["aws_kinesis_resource_policy", "policy", "resource"],
  ["aws_efs_file_system_policy", "policy", "resource"],
  ["aws_api_gateway_rest_api", "policy", "resource"],
  ["aws_api_gateway_rest_api_policy", "policy", "resource"],
  ["aws_vpc_endpoint", "policy", "resource"],
  ["aws_vpc_endpoint_policy", "policy", "resource"],
  ["aws_opensearch_domain", "access_policies", "resource"],
  ["aws_opensearch_domain_policy", "access_policies", "resource"],
  ["aws_lambda_resource_policy", "policy", "resource"],
];

/**
 * Every policy document that the modules' resources hold, each once: a document that several resources share is judged
 * where it is held first. A customer policy that some role has as its boundary grants nothing by itself.
 */
export function policySites(modules: readonly Module[]): readonly PolicySite[] {
  const boundaries = boundaryPolicies(modules);
  const sites = modules.flatMap((module) => [
    ...HOLDERS.flatMap(([type, argument, kind]) =>
      module
        .resourcesOf(type)
        .flatMap((holder) => site(boundaries.has(holder) ? "boundary" : kind, holder, holder.body.value(argument))),
    ),
    ...module
      .resourcesOf("aws_iam_role")
      .flatMap((holder) =>
        holder.body.blocks("inline_policy").flatMap((block) => site("identity", holder, block.value("policy"))),
      ),
  ]);
  const seen = new Set<string>();
  return sites.filter(({ kind, document: { place } }) => {
    const key = `${kind} ${place.file.path} ${place.start}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function site(kind: PolicyKind, holder: Resource, value: Value): PolicySite[] {
  const document = policyDocument(value);
  return document ? [{ kind, holder, document, place: value.place }] : [];
}

function boundaryPolicies(modules: readonly Module[]): ReadonlySet<Resource> {
  const holders = modules.flatMap((module) => [
    ...module.resourcesOf("aws_iam_role"),
    ...module.resourcesOf("aws_iam_user"),
  ]);
  return new Set(holders.flatMap(({ body }) => body.value("permissions_boundary").via?.resource ?? []));
}
