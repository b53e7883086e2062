import { allReferences, alternatives, type Reference, type Resource, type Value } from "../terraform/index.ts";

/** Attributes of a resource that hold another resource's attribute, but do not make it that other resource. */
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
 * The resources of the given types that a value names: by an attribute that identifies it, inside an ARN or URI too. Empty
 * where it names none, or nothing is known of it.
 */
export function namedResources(value: Value, types: ReadonlySet<string>): readonly Resource[] {
  const found = new Set<Resource>();
  for (const option of alternatives(value))
    if (option.kind === "resource" && types.has(option.resource.type)) found.add(option.resource);
  // an attribute may be one of several texts, and is still that resource's
  for (const reference of allReferences(value)) if (isNaming(reference, types)) found.add(reference.resource);
  return [...found];
}

function isNaming(reference: Reference, types: ReadonlySet<string>): boolean {
  const [attribute] = reference.path;
  return types.has(reference.resource.type) && (attribute === undefined || NAMING_ATTRIBUTES.has(String(attribute)));
}
