import type { SiteStatement } from "../../../../iam/index.ts";
import type { Fix } from "../../../rule.ts";
import { accountOf } from "../account.ts";
import { suggestionOf } from "../fixes.ts";
import { addCondition } from "./add-condition.ts";

/** Suggests limiting a service to acting on behalf of the policy's own account. */
export function suggestCondition(site: SiteStatement["site"], statement: SiteStatement["statement"]): readonly Fix[] {
  const { document, holder } = site;
  if (!document) return [];
  const { id, edits } = accountOf(holder);
  const condition = { operator: "StringEquals", key: "aws:SourceAccount", values: [id] };
  return suggestionOf(
    "Require your own account as aws:SourceAccount",
    addCondition(document, holder.body.whole, statement, condition),
    ...edits,
  );
}
