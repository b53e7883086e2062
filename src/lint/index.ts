/** The public face of the lint room: paths and settings to a report. */
export { updated } from "./baseline/baseline.ts";
export { baselineText, readBaselineIfThere } from "./baseline/baseline-file.ts";
export type { Layer } from "./config/layer.ts";
export type { FileChange } from "./fix/edited-files.ts";
export { lintAndFix } from "./fix/fix.ts";
export { type Choice, lintAndChoose } from "./fix/suggest.ts";
export { writeChanges } from "./fix/write-changes.ts";
export { gathered } from "./gathered.ts";
export { type LintOutcome, type LintRequest, lint } from "./lint.ts";
export { displayPath } from "./place.ts";
export { profiles, severities } from "./selection.ts";
export { type ShownConfig, showConfig } from "./show-config.ts";
export { loadStacks } from "./stacks.ts";
export { type JudgeTask, judgeShare } from "./threads/judge-share.ts";
export { failOnLevels } from "./thresholds.ts";
