import type { RuleFinding } from "../../rules/rule.ts";
import type { Suppression } from "./suppression.ts";

/** The rule that reports these findings. */
export const suppressionWithoutReason = "style/suppression-without-reason";

/** Reports lambda-tf's own suppressions without a reason; other linters' comments are not ours to judge. */
export function suppressionsWithoutReason(suppressions: readonly Suppression[]): readonly RuleFinding[] {
  return suppressions
    .filter(({ directive: { tool, rules, reason } }) => tool === "lambda-tf" && rules?.length && reason === "")
    .map(({ directive: { rules = [] }, source, comment }) => ({
      at: { file: source, start: comment.start, end: comment.end },
      message: `This suppression does not say why ${rules.join(", ")} is to be ignored here`,
      help: "Write the reason after the rule: lambda-tf:ignore RULE reason",
    }));
}
