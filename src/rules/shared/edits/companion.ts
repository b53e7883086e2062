import { resourceSchema } from "../../../aws/provider-schema.ts";
import { formatHcl } from "../../../hcl/index.ts";
import { type BlockValue, type Resource, resourceKey } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { insertAfterBlock } from "./blocks.ts";
import { instanceKey, writtenAs } from "./references.ts";

/** A resource to be written beside another. */
export interface Companion {
  readonly edit: Edit;
  /** Its address without a key. */
  readonly address: string;
  /** How other companions of the same resource name it: with the key of the same instance. */
  readonly reference: string;
}

/**
 * A resource of another type to be written after one, under its name or the one wanted where that is free. It takes the `count` or
 * `for_each` of the one, so that a text that says `each.key` or `count.index` there may be said again in it, and is made where the
 * one is: by its `provider`, in its `region`.
 * @param content what the new block holds, as lines of HCL
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

/** The edit that writes several such resources of a type, each under a name that it is wanted under if that is free. */
export function companions(
  resource: Resource,
  type: string,
  wanted: readonly { readonly name: string; readonly content: string }[],
): Edit | undefined {
  const names = new Set<string>();
  const texts = wanted.map(({ name, content }) => {
    const free = freeName(resource, type, name, names);
    names.add(free);
    return blockText(resource, type, free, content);
  });
  return insertCompanions(resource, texts);
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

/** Whether a resource of a type may be made in another region than its provider's; what is global may not. */
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
