import type { Module, Resource } from "../terraform/index.ts";

/** An attribute of a resource in a module, such as `module.vpc.aws_vpc.this[0].id`. */
const OF_CALL = /\b(module\.[\w-]+(?:\[[^\]\s]*\])?\.aws_\w+\.[\w-]+(?:\[[^\]\s]*\])?)\.(\w+)/g;

/**
 * A text in which what is in a module that is stood in for has the name of the module's output, as a caller can write
 * it: `module.vpc.vpc_id`.
 */
export function throughOutputs(text: string, modules: readonly Module[]): string {
  return text.replace(OF_CALL, (written, address: string, attribute: string) => {
    for (const module of modules) {
      const resource = module.directory.isStandIn && module.resources.find((one) => one.address === address);
      const output = resource && outputOf(module, resource, attribute);
      if (output) return `${address.slice(0, address.indexOf(".aws_"))}.${output}`;
    }
    return written;
  });
}

function outputOf(module: Module, resource: Resource, attribute: string): string | undefined {
  const at = resource.body.place();
  return [...module.declared.outputs.keys()].find((name) => {
    const { via } = module.output(name, at);
    return via?.resource === resource && String(via.path) === attribute;
  });
}
