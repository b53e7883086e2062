import { didYouMean } from "../../aws/did-you-mean.ts";
import type { RuleFinding } from "../../rules/rule.ts";
import type { Suppression } from "./suppression.ts";

/** The rule that reports these findings. */
export const unusedSuppression = "style/unused-suppression";

/**
 * Findings about lambda-tf's own suppressions that are of no use.
 * @param used the rules that each suppression silenced
 * @param ids all rules
 */
export function unusedSuppressions(
  suppressions: readonly Suppression[],
  used: ReadonlyMap<Suppression, ReadonlySet<string>>,
  ids: readonly string[],
): readonly RuleFinding[] {
  return suppressions
    .filter(({ directive }) => directive.tool === "lambda-tf")
    .flatMap((suppression) => {
      const rules = suppression.directive.rules ?? [];
      if (rules.length === 0)
        return [complaint(suppression, "This suppression names no rule", "Write lambda-tf:ignore RULE reason")];
      const idle = rules.filter((id) => !used.get(suppression)?.has(id));
      return idle.map((id) =>
        ids.includes(id) ? idleRule(suppression, id, rules.length === 1) : unknownRule(suppression, id, ids),
      );
    });
}

function unknownRule(suppression: Suppression, id: string, ids: readonly string[]): RuleFinding {
  const near = didYouMean(id, ids);
  const help = near === undefined ? "`lambda-tf rules` lists all there are" : `Write ${near}`;
  return complaint(suppression, `This suppression names a rule that does not exist, ${id}`, help);
}

function idleRule(suppression: Suppression, id: string, isAlone: boolean): RuleFinding {
  const found = complaint(
    suppression,
    `${id} finds nothing here to suppress`,
    isAlone ? "Remove the comment" : `Remove ${id} from it`,
  );
  if (!isAlone) return found;
  const { source, comment } = suppression;
  const lineStart = source.text.lastIndexOf("\n", comment.start - 1) + 1;
  const before = source.text.slice(lineStart, comment.start);
  const lineEnd = source.text.indexOf("\n", comment.end);
  const isWholeLine = before.trim() === "" && lineEnd >= 0 && source.text.slice(comment.end, lineEnd).trim() === "";
  const place = isWholeLine
    ? { file: source, start: lineStart, end: lineEnd + 1 }
    : { file: source, start: lineStart + before.trimEnd().length, end: comment.end };
  return { ...found, fix: { title: "Remove the comment", edits: [{ place, newText: "" }] } };
}

function complaint({ source, comment }: Suppression, message: string, help: string): RuleFinding {
  return { at: { file: source, start: comment.start, end: comment.end }, message, help };
}
