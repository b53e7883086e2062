/** Categories whose rules judge how a configuration is written. */
const categoriesOfText: ReadonlySet<string> = new Set(["schema", "state", "style"]);

/** Rules that ask for `lifecycle` blocks, which a plan does not repeat. */
const rulesOfText: ReadonlySet<string> = new Set([
  "deploy/alias-drift",
  "deploy/ignore-all-changes",
  "deploy/image-tag",
  "function/environment-placeholder",
  "function/stale-code",
  "trigger/api-deployment-replace",
  "trigger/api-stale-deployment",
]);

/** Whether a rule can judge a plan whose configuration is not there: whether all that it asks for is in the plan. */
export function canJudgePlan(id: string): boolean {
  return !categoriesOfText.has(id.split("/")[0] ?? "") && !rulesOfText.has(id);
}
