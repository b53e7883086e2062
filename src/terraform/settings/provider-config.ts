import type { Expression } from "../../hcl/index.ts";
import { oncePer } from "../../once-per.ts";
import { type MergedBlock, resourceKey } from "../files/declarations.ts";
import type { BlockValue } from "../modules/block-value.ts";
import type { Module } from "../modules/module.ts";
import type { Resource } from "../modules/resource.ts";

/** The provider configuration of a resource: a block, none, or one that is not available. */
export type ProviderConfiguration =
  | { readonly kind: "block"; readonly block: BlockValue; readonly declared: MergedBlock; readonly module: Module }
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

const NONE: ProviderConfiguration = { kind: "none" };
const UNKNOWN: ProviderConfiguration = { kind: "unknown" };

/** A provider as a module refers to it: `aws`, or `aws.virginia`. */
interface ProviderName {
  readonly name: string;
  readonly alias: string | undefined;
}

/** A declared resource, whether or not it has instances. */
type ConfiguredResource = Pick<Resource, "module" | "mode" | "type" | "name">;

/**
 * Finds the provider configuration of a resource: by its `provider` argument or its type, in its own module, or where
 * the calls that lead to it take it from (Terraform language, Providers Within Modules).
 */
export function providerConfigurationOf(resource: ConfiguredResource): ProviderConfiguration {
  const key = resourceKey(resource.mode, resource.type, resource.name);
  const written = resource.module.declared.resources.get(key)?.attributes.get("provider")?.node.expression;
  const named = written && providerName(written);
  if (written && !named) return UNKNOWN;
  return configurationIn(resource.module, named ?? { name: resource.type.split("_")[0] ?? "", alias: undefined });
}

/**
 * The provider that an expression refers to; with several instances (OpenTofu's for_each), all of them. Undefined if it
 * refers to none.
 */
export function providerName(expression: Expression): ProviderName | undefined {
  if (expression.kind === "index") return providerName(expression.object);
  if (expression.kind === "variable") return { name: expression.name, alias: undefined };
  if (expression.kind === "attribute-access" && expression.object.kind === "variable")
    return { name: expression.object.name, alias: expression.name };
  const [part, ...more] = expression.kind === "template" ? expression.parts : [];
  const text =
    part?.kind === "text" && more.length === 0 ? /^(\w[\w-]*)(?:\.(\w[\w-]*))?$/.exec(part.value) : undefined;
  return text?.[1] === undefined ? undefined : { name: text[1], alias: text[2] };
}

function configurationIn(module: Module, { name, alias }: ProviderName): ProviderConfiguration {
  const found = blocksByName(module).get(nameKey({ name, alias }));
  if (found) return { kind: "block", ...found, module };
  const { call } = module;
  if (!call) return alias === undefined ? NONE : UNKNOWN;
  const passed = call.declared.attributes.get("providers")?.node.expression;
  if (!passed) return alias === undefined ? configurationIn(call.parent, { name, alias }) : UNKNOWN;
  if (passed.kind !== "object") return UNKNOWN;
  const wanted = alias === undefined ? name : `${name}.${alias}`;
  const item = passed.items.find(({ key, name: plain }) => plain === wanted || sameName(key, { name, alias }));
  const given = item && providerName(item.value);
  // with `providers`, only the default configuration of Terraform's own provider is passed implicitly
  if (!given) return item || alias !== undefined ? UNKNOWN : configurationIn(call.parent, { name, alias });
  return configurationIn(call.parent, given);
}

/** The provider blocks of a module; the first of several with the same name. */
const blocksByName = oncePer((module: Module) => {
  const blocks = module.declared.providers.map((declared) => {
    const block = module.blockValue(declared);
    return [nameKey({ name: declared.labels[0] ?? "", alias: block.string("alias") }), { block, declared }] as const;
  });
  return new Map(blocks.toReversed());
});

function nameKey({ name, alias }: ProviderName): string {
  return alias === undefined ? name : `${name} ${alias}`;
}

function sameName(expression: Expression, { name, alias }: ProviderName): boolean {
  const written = providerName(expression);
  return written?.name === name && written.alias === alias;
}
