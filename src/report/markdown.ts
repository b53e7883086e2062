import { byFile } from "./by-file.ts";
import { type Concealment, concealing } from "./concealed.ts";
import { count } from "./count.ts";
import type { Finding } from "./finding.ts";
import { offeredText } from "./offered-lines.ts";
import { printable } from "./printable.ts";
import type { Reporter } from "./reporter.ts";

/** The size limit of a comment on a GitHub pull request, in characters (2026-11), less room for the last line. */
const largest = 65_536 - 200;

/** For comments on pull requests: a table per file, cut off at the size limit of a comment. */
export const markdown: Reporter = ({ findings, summary, baseline }, { sourceLine }) => {
  const looked = `${count(summary.files, "file")} in ${count(summary.modules, "module")}`;
  const gone = baseline?.gone.length ? `\n${count(baseline.gone.length, "finding")} gone from the baseline.\n` : "";
  if (findings.length === 0) return `**lambda-tf** found nothing${baseline ? " new" : ""} in ${looked}.\n${gone}`;
  const numbers = `${count(summary.errors, "error")}, ${count(summary.warnings, "warning")}, ${summary.infos} info`;
  const concealment = concealing(findings, sourceLine);
  let text = `**lambda-tf** found ${numbers} in ${looked}.\n${gone}`;
  let told = 0;
  for (const [file, own] of byFile(findings)) {
    const head = `\n### ${codeText(file)}\n\n| Line | Severity | What is wrong | Rule |\n|-|-|-|-|\n`;
    for (const [index, finding] of own.entries()) {
      const next = (index === 0 ? head : "") + row(finding, concealment);
      if (text.length + next.length > largest)
        return `${text}\n${count(findings.length - told, "finding")} more did not fit here.\n`;
      text += next;
      told++;
    }
  }
  return text;
};

function row(finding: Finding, concealment: Concealment): string {
  const { range, severity, message, help, rule } = finding;
  const advice = help === undefined ? "" : `<br>${plainText(help)}`;
  const offered = offeredText(finding, concealment);
  const edit = offered.length > 0 ? `<pre>${offered.map(plainText).join("<br>")}</pre>` : "";
  return `| ${range.start.line} | ${severity} | ${plainText(message)}${advice}${edit} | ${codeText(rule)} |\n`;
}

/** Text without any meaning in Markdown: quotes from the code must not become markup, links or mentions. */
export function plainText(text: string): string {
  return printable(text.replaceAll("\n", " "))
    .replace(/[\\`*_{}[\]()#+!|~<>&]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/@(?=\w)/g, "@\u200b");
}

/** Text from the code, as inline code. */
export function codeText(text: string): string {
  return `<code>${plainText(text)}</code>`;
}
