import type { Resource } from "../modules/resource.ts";

/**
 * How a configuration refers to an attribute of a resource: for one of a stand-in through an output of its module, as
 * far as the stand-in has one.
 */
export function referenceText(resource: Resource, attribute: string): string {
  const { module, address } = resource;
  const { call, directory, declared } = module;
  if (!directory.isStandIn || !call) return `${address}.${attribute}`;
  const output = [...declared.outputs.keys()].find((name) => {
    const via = module.output(name, resource.body.place()).via;
    return via?.resource === resource && via.path.length === 1 && via.path[0] === attribute;
  });
  const key = call.key === undefined ? "" : `[${JSON.stringify(call.key)}]`;
  return output === undefined ? `${address}.${attribute}` : `module.${call.name}${key}.${output}`;
}
