import { isSamePlace, providerConfigurationOf, type Resource } from "../../terraform/index.ts";

/** A resource's region: its own `region` argument or its provider's; undefined if not known. */
export function regionOf(resource: Resource): string | undefined {
  if (resource.body.isSet("region") !== "no") return resource.body.string("region");
  const provider = providerConfigurationOf(resource);
  return provider.kind === "block" ? provider.block.string("region") : undefined;
}

/** A resource's region if it is fixed: callers may replace one that comes from a variable's default. */
export function writtenRegion(resource: Resource): string | undefined {
  const { body } = resource;
  const provider = providerConfigurationOf(resource);
  const block = body.isSet("region") !== "no" ? body : provider.kind === "block" ? provider.block : undefined;
  return block && isSamePlace(block.value("region").place, block.place("region")) ? block.string("region") : undefined;
}

/**
 * Identifies the account and region of a resource: resources with the same location share names and limits. Undefined
 * if not known.
 */
export function locationOf(resource: Resource): string | undefined {
  const provider = providerConfigurationOf(resource);
  // OpenTofu's for_each makes several instances, and it is not known which one is meant
  if (provider.kind === "unknown" || (provider.kind === "block" && provider.block.isWritten("for_each")))
    return undefined;
  const region = resource.body.isSet("region") === "no" ? "" : resource.body.string("region");
  if (region === undefined) return undefined;
  const place = provider.kind === "block" ? provider.block.place() : undefined;
  return `${place?.file.path ?? ""}:${place?.start ?? ""}:${region}`;
}
