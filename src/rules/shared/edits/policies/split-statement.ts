import type { SiteStatement } from "../../../../iam/index.ts";
import { encloses, type Value } from "../../../../terraform/index.ts";
import type { Edit } from "../../../rule.ts";
import { addStatement } from "./add-statement.ts";
import { keepActions } from "./strings.ts";

/**
 * Moves some of a statement's actions to a new statement on other resources. Undefined if the policy is not written out
 * in its resource, or if the statement has conditions, which the new one would need too.
 */
export function splitStatement(
  { site, statement }: SiteStatement,
  moved: readonly { readonly text: string; readonly value: Value }[],
  resources: readonly string[],
): readonly Edit[] | undefined {
  const { actions, conditions, effect } = statement;
  if (!site.document || effect !== "Allow" || conditions.length > 0 || !actions.isComplete) return undefined;
  const values = new Set(moved.map(({ value }) => value));
  const kept = keepActions(
    statement,
    actions.values.filter((value) => !values.has(value)),
  );
  const names = moved.map(({ text }) => text);
  const added = addStatement(site.document, site.holder.body.whole, { actions: names, resources });
  if (!kept || !added || added.some(({ place }) => encloses(place, kept.place))) return undefined;
  return [kept, ...added];
}
