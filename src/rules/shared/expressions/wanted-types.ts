import type { Block } from "../../../hcl/index.ts";
import type { Module, TypeConstraint } from "../../../terraform/index.ts";
import type { ModuleTypes } from "./module-types.ts";
import { toConstraint } from "./type-misfit.ts";

/** What belongs in an argument, in each version of the provider or instance of the module that may be meant. */
export function wantedTypes(
  types: ModuleTypes,
  module: Module,
  [outer, ...inner]: readonly Block[],
  name: string,
): readonly TypeConstraint[] {
  const labels = outer?.labels.map(({ value }) => value) ?? [];
  if (outer?.type === "module" && inner.length === 0 && labels[0] !== undefined)
    return module.calledBy(labels[0]).flatMap((called) => types.constraint(called, name) ?? []);
  if (outer?.type !== "resource" && outer?.type !== "data") return [];
  const address = `${outer.type === "data" ? "data." : ""}${labels.join(".")}`;
  const resource = types.resource(module, address);
  let schema =
    resource?.kind === "group" ? resource.instance.schema : resource?.kind === "instance" ? resource.schema : undefined;
  for (const block of inner) {
    if (block.type === "content") continue;
    const type = block.type === "dynamic" ? (block.labels[0]?.value ?? "") : block.type;
    schema = schema && schema.attribute(type).length === 0 ? schema.inside(type) : undefined;
  }
  if (!schema || schema.isOpen || schema.nested(name).length > 0) return [];
  return schema
    .attribute(name)
    .filter(({ required, optional }) => required || optional)
    .map(({ type }) => toConstraint(type));
}
