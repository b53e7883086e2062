import type { Choice } from "../lint/index.ts";
import { type Finding, printable } from "../report/index.ts";
import { UserError } from "../user-error.ts";
import type { Io } from "./io.ts";

/** Throws a UserError unless there is a terminal to ask at. */
export function requirePerson({ isTerminal }: Io): void {
  if (isTerminal.stdin && isTerminal.stdout) return;
  throw new UserError("--fix-suggestions needs a terminal to ask on", "--fix applies what needs no choice");
}

/** Asks which suggestion of a finding to apply. `shown`: the finding as the report shows it. */
export async function askSuggestion(finding: Finding, shown: string, io: Io): Promise<Choice> {
  const { askChoice } = await import("./ask-choice.ts");
  const suggestions = new Map((finding.suggestions ?? []).map((suggestion, index) => [String(index), suggestion]));
  const options = [
    ...Array.from(suggestions, ([value, { title }]) => ({ value, label: printable(title) })),
    { value: "leave", label: "Leave it" },
    { value: "stop", label: "Skip this and all remaining findings" },
  ];
  io.stdout.write(`\n${shown}\n`);
  const answer = await askChoice(
    `${finding.file}:${finding.range.start.line}`.replace(/[^\x20-\x7e]/g, "?"),
    options,
    io,
  );
  return suggestions.get(answer ?? "") ?? (answer === "leave" ? "leave" : "stop");
}
