import type { Resource } from "../../../terraform/index.ts";

/** What resources have in common that one block makes: by its count, or as its module is called several times. */
export function blockKey({ body }: Resource): string {
  const { file, start } = body.whole;
  return `${file.path}:${start}`;
}
