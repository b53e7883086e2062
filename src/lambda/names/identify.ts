import { allReferences, alternatives, type Reference, type Resource, type Value } from "../../terraform/index.ts";

/** Attributes that contain another resource's attribute without identifying that resource. */
const NAMING_ATTRIBUTES = new Set([
  "arn",
  "id",
  "name",
  "function_name",
  "invoke_arn",
  "qualified_arn",
  "qualified_invoke_arn",
  "url",
  "bucket",
  "stream_arn",
  "execution_arn",
  "root_resource_id",
  "qualifier",
  "version",
  "response_streaming_invoke_arn",
  "function_arn",
  "unique_id",
  "self_link",
  "queue_url",
  "topic_arn",
  "rule",
  "api_id",
  "key_id",
  "hosted_zone_id",
  "bucket_domain_name",
  "bucket_regional_domain_name",
  "invoke_url",
]);

/**
 * The resources of the given types that a value identifies, by an attribute of theirs, alone or in an ARN or URI. Empty
 * if it identifies none, or is not known.
 */
export function namedResources(value: Value, types: ReadonlySet<string>): readonly Resource[] {
  const found = new Set<Resource>();
  for (const option of alternatives(value))
    if (option.kind === "resource" && types.has(option.resource.type)) found.add(option.resource);
  // an attribute may have one of several values, and still belongs to that resource
  for (const reference of allReferences(value)) if (isNaming(reference, types)) found.add(reference.resource);
  return [...found];
}

function isNaming(reference: Reference, types: ReadonlySet<string>): boolean {
  const [attribute] = reference.path;
  return types.has(reference.resource.type) && (attribute === undefined || NAMING_ATTRIBUTES.has(String(attribute)));
}
