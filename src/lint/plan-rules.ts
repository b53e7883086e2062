/** Categories of rules about how a configuration is written. */
const categoriesOfText: ReadonlySet<string> = new Set(["schema", "state", "style"]);

/** Rules about `lifecycle` blocks, which plans do not contain. */
const rulesOfText: ReadonlySet<string> = new Set([
  "deploy/alias-drift",
  "deploy/certificate-replace",
  "deploy/ignore-all-changes",
  "deploy/image-tag",
  "function/environment-placeholder",
  "function/stale-code",
  "trigger/api-deployment-replace",
  "trigger/api-stale-deployment",
]);

/** Whether a plan without its configuration contains everything that a rule needs. */
export function canJudgePlan(id: string): boolean {
  return !categoriesOfText.has(id.split("/")[0] ?? "") && !rulesOfText.has(id);
}
