import { isSamePlace, providerConfigurationOf, type Resource } from "../terraform/index.ts";

/** The region a resource lies in: its own `region` argument or its provider's; undefined where it is not known. */
export function regionOf(resource: Resource): string | undefined {
  if (resource.body.isSet("region") !== "no") return resource.body.string("region");
  const provider = providerConfigurationOf(resource);
  return provider.kind === "block" ? provider.block.string("region") : undefined;
}

/** The region of a resource where it is written down: one that a variable's default gives may be another for others. */
export function writtenRegion(resource: Resource): string | undefined {
  const { body } = resource;
  const provider = providerConfigurationOf(resource);
  const block = body.isSet("region") !== "no" ? body : provider.kind === "block" ? provider.block : undefined;
  return block && isSamePlace(block.value("region").place, block.place("region")) ? block.string("region") : undefined;
}

/**
 * Stands for the account and region that a resource lies in: two resources with the same one share names and limits.
 * Undefined where that is not known.
 */
export function locationOf(resource: Resource): string | undefined {
  const provider = providerConfigurationOf(resource);
  // of several instances (OpenTofu's for_each) it is not known which
  if (provider.kind === "unknown" || (provider.kind === "block" && provider.block.isWritten("for_each")))
    return undefined;
  const region = resource.body.isSet("region") === "no" ? "" : resource.body.string("region");
  if (region === undefined) return undefined;
  const place = provider.kind === "block" ? provider.block.place() : undefined;
  return `${place?.file.path ?? ""}:${place?.start ?? ""}:${region}`;
}
