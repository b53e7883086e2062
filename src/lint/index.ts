/** The face of the lint room: paths and settings to a report. */
export { type LintOutcome, type LintRequest, lint } from "./lint.ts";
export { profiles, type RuleLevel, type RuleSettings, requireRule, severities } from "./selection.ts";
export { type FailOn, failOnLevels, fails } from "./thresholds.ts";
