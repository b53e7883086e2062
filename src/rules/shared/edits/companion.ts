import { formatHcl } from "../../../hcl/index.ts";
import { type Resource, resourceKey } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { insertAfterBlock } from "./blocks.ts";

/** A resource to be written beside another: the edit that writes it, and its address without a key. */
export interface Companion {
  readonly edit: Edit;
  readonly address: string;
}

/**
 * A resource of another type to be written after one, under its name where that is free. It takes the `count` or `for_each` of
 * the one, so that a text that says `each.key` or `count.index` there may be said again in it.
 * @param content what the new block holds, as lines of HCL
 */
export function companion(resource: Resource, type: string, content: string): Companion | undefined {
  const { body, module } = resource;
  if (module.directory.origin === "plan" || resource.mode !== "managed") return undefined;
  const name = freeName(resource, type);
  const repeated = ["count", "for_each"].filter((argument) => body.isWritten(argument));
  const repetition = repeated.map((argument) => {
    const { file, ...span } = body.place(argument);
    return `${argument} = ${file.slice(span)}\n\n`;
  });
  const text = formatHcl(`resource "${type}" "${name}" {\n${repetition.join("")}${content}\n}`);
  const edit = insertAfterBlock(body, text);
  return edit && { edit, address: `${type}.${name}` };
}

function freeName({ name, module }: Resource, type: string): string {
  const isTaken = (candidate: string): boolean =>
    module.declared.resources.has(resourceKey("managed", type, candidate));
  let candidate = name;
  for (let number = 2; isTaken(candidate); number++) candidate = `${name}_${number}`;
  return candidate;
}
