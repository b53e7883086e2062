import { grouped } from "../../../../grouped.ts";
import type { PolicyDocument } from "../../../../iam/index.ts";
import type { Stack } from "../../../../lambda/index.ts";
import { oncePer } from "../../../../once-per.ts";

/** Whether several policies are built from the data source that a document is, so that what is changed there changes others. */
export function isShared({ sources }: PolicyDocument, stack: Stack): boolean {
  return sources.some((source) => (sitesBySource(stack).get(source)?.length ?? 0) > 1);
}

const sitesBySource = oncePer(({ policySites }: Stack) =>
  grouped(policySites, ({ document }) => document?.sources ?? []),
);
