import { grouped } from "../../../../grouped.ts";
import type { PolicyDocument } from "../../../../iam/index.ts";
import type { Stack } from "../../../../lambda/index.ts";
import { oncePer } from "../../../../once-per.ts";

/** Whether several policies are built from a document's data source, so that changing it changes them all. */
export function isShared({ sources }: PolicyDocument, stack: Stack): boolean {
  return sources.some((source) => (sitesBySource(stack).get(source)?.length ?? 0) > 1);
}

const sitesBySource = oncePer(({ policySites }: Stack) =>
  grouped(policySites, ({ document }) => document?.sources ?? []),
);
