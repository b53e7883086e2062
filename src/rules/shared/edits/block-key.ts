import type { Resource } from "../../../terraform/index.ts";

/**
 * Identifies the block that makes a resource, whose instances result from its count or from several calls of its
 * module.
 */
export function blockKey({ body }: Resource): string {
  const { file, start } = body.whole;
  return `${file.path}:${start}`;
}
