import { resourceSchema } from "../../../aws/provider-schema.ts";
import { formatHcl } from "../../../hcl/index.ts";
import { type BlockValue, type Resource, resourceKey } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { insertAfterBlock } from "./blocks.ts";
import { instanceKey, writtenAs } from "./references.ts";

/** A resource to be added next to another one. */
export interface Companion {
  readonly edit: Edit;
  /** Its address without an instance key. */
  readonly address: string;
  /** How other companions of the same resource refer to it: with the key of the same instance. */
  readonly reference: string;
}

/**
 * Adds a resource of another type after one, under the same name, or the wanted one if that is free. It gets the
 * other's `count` or `for_each`, so that text with `each.key` or `count.index` can be repeated in it, and is created in
 * the same place: with the same `provider` and `region`.
 * @param content the content of the new block, as lines of HCL
 */
export function companion(
  resource: Resource,
  type: string,
  content: string,
  wanted = resource.name,
): Companion | undefined {
  const name = freeName(resource, type, wanted);
  const edit = insertCompanions(resource, [blockText(resource, type, name, content)]);
  const address = `${type}.${name}`;
  return edit && { edit, address, reference: `${address}${instanceKey(resource)}` };
}

/**
 * Adds one resource after another, however many instances that has; undefined if where it is created depends on the
 * instance.
 */
export function unrepeated(resource: Resource, type: string, content: string, wanted: string): Companion | undefined {
  const { body } = resource;
  const where = [hasRegion(type) ? linesOf(body, "region") : "", linesOf(body, "provider")].join("");
  if (/\b(?:each|count)\./.test(where)) return undefined;
  const name = freeName(resource, type, wanted);
  const edit = insertCompanions(resource, [formatHcl(`resource "${type}" "${name}" {\n${where}${content}\n}`)]);
  const address = `${type}.${name}`;
  return edit && { edit, address, reference: address };
}

/** Adds several such resources of a type, each under its wanted name if that is free. */
export function companions(
  resource: Resource,
  type: string,
  wanted: readonly { readonly name: string; readonly content: string }[],
): { readonly edit: Edit; readonly addresses: readonly string[] } | undefined {
  const names = new Set<string>();
  const texts = wanted.map(({ name, content }) => {
    const free = freeName(resource, type, name, names);
    names.add(free);
    return blockText(resource, type, free, content);
  });
  const edit = insertCompanions(resource, texts);
  return edit && { edit, addresses: Array.from(names, (name) => `${type}.${name}`) };
}

function insertCompanions({ body, module, mode }: Resource, texts: readonly string[]): Edit | undefined {
  if (module.directory.origin === "plan" || mode !== "managed") return undefined;
  return insertAfterBlock(body, texts.join("\n\n"));
}

function blockText({ body }: Resource, type: string, name: string, content: string): string {
  const own = hasRegion(type) ? linesOf(body, "region") : "";
  const meta = linesOf(body, "count", "for_each", "provider");
  return formatHcl(`resource "${type}" "${name}" {\n${meta && `${meta}\n`}${own}${content}\n}`);
}

function linesOf(body: BlockValue, ...names: readonly string[]): string {
  const written = names.filter((name) => body.isWritten(name));
  return written.map((name) => `${name} = ${writtenAs(body, name)}\n`).join("");
}

/** Whether resources of a type can be created in a region other than their provider's; global ones cannot. */
function hasRegion(type: string): boolean {
  return resourceSchema(type)?.attributes.has("region") ?? false;
}

function freeName({ module }: Resource, type: string, wanted: string, others?: ReadonlySet<string>): string {
  const isTaken = (candidate: string): boolean =>
    others?.has(candidate) || module.declared.resources.has(resourceKey("managed", type, candidate));
  let candidate = wanted;
  for (let number = 2; isTaken(candidate); number++) candidate = `${wanted}_${number}`;
  return candidate;
}
