import type { AttributeSchema } from "../../../aws/provider-schema.ts";
import type { Block } from "../../../hcl/index.ts";
import type { Module, TypeConstraint } from "../../../terraform/index.ts";
import type { ModuleTypes } from "./module-types.ts";
import { toConstraint } from "./type-misfit.ts";

/** The required types of an argument, in each version of the provider or instance of the module that may be in use. */
type WantedTypes = (name: string) => readonly TypeConstraint[];

/** The required types of arguments in the innermost block; undefined if none is known. */
export function wantedTypes(
  types: ModuleTypes,
  module: Module,
  [outer, ...inner]: readonly Block[],
): WantedTypes | undefined {
  const labels = outer?.labels.map(({ value }) => value) ?? [];
  if (outer?.type === "module" && inner.length === 0 && labels[0] !== undefined) {
    const called = module.calledBy(labels[0]);
    return (name) => called.flatMap((each) => types.constraint(each, name) ?? []);
  }
  if (outer?.type !== "resource" && outer?.type !== "data") return undefined;
  const address = `${outer.type === "data" ? "data." : ""}${labels.join(".")}`;
  const resource = types.resource(module, address);
  let schema =
    resource?.kind === "group" ? resource.instance.schema : resource?.kind === "instance" ? resource.schema : undefined;
  for (const block of inner) {
    if (block.type === "content") continue;
    const type = block.type === "dynamic" ? (block.labels[0]?.value ?? "") : block.type;
    schema = schema && schema.attribute(type).length === 0 ? schema.inside(type) : undefined;
  }
  if (!schema || schema.isOpen) return undefined;
  const known = schema;
  return (name) =>
    known.nested(name).length > 0 ? [] : settable(known.attribute(name)).map(({ type }) => toConstraint(type));
}

function settable(attributes: readonly AttributeSchema[]): readonly AttributeSchema[] {
  return attributes.filter(({ required, optional }) => required || optional);
}
