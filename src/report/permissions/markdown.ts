import { codeText, plainText } from "../markdown.ts";
import {
  grantedText,
  type PermissionsReport,
  type ReportedNeed,
  type ReportedPolicy,
  type Subject,
  subjectsByRoot,
} from "./permissions-report.ts";

/** For comments on pull requests: a table per function and state machine, and the policy of each role. */
export function permissionsMarkdown(report: PermissionsReport): string {
  const { policies } = report;
  const roots = subjectsByRoot(report);
  if (roots.length === 0) return "There are no functions and no state machines.\n";
  const texts = roots.flatMap(([root, own]) => [
    ...(roots.length > 1 ? [`## ${codeText(root)}\n`] : []),
    ...own.map(subjectText),
  ]);
  return [...texts, ...policies.map((policy) => policyText(policy, roots.length > 1))].join("\n");
}

function subjectText(subject: Subject): string {
  const rows = subject.needs.map(needRow);
  const table = rows.length === 0 ? [] : ["| Needs | On | For | Granted |", "|-|-|-|-|", ...rows, ""];
  const lists = [
    ...list(
      "Grants without use",
      subject.unused.map(
        ({ action, policy, place }) => `${codeText(action)} in ${plainText(policy)} (${plainText(place)})`,
      ),
    ),
    ...list(
      "Grants that are too wide",
      subject.tooWide.map(
        ({ actions, resources, place }) =>
          `${actions.map(codeText).join(", ")} on ${resources.map(codeText).join(", ")} (${plainText(place)})`,
      ),
    ),
    ...list("At least: there may be more, as", subject.atLeast.map(plainText)),
  ];
  const role = subject.role === null ? "a role declared elsewhere" : codeText(subject.role);
  return [`### ${codeText(subject.address)}`, "", `Runs as ${role}.`, "", ...table, ...lists].join("\n");
}

function needRow(need: ReportedNeed): string {
  const { action, resource, purpose, origin, places, granted } = need;
  const what = origin === "code" ? "" : `${plainText(purpose)} `;
  const answer = granted === "no" ? "**missing**" : plainText(grantedText(need));
  return `| ${codeText(action)} | ${codeText(resource)} | ${what}${places.map(plainText).join(", ")} | ${answer} |`;
}

function list(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`${title}:`, "", ...items.map((item) => `- ${item}`), ""];
}

function policyText({ role, hcl, isAtLeast, directory }: ReportedPolicy, isOneOfSeveral: boolean): string {
  const whose = role === null ? "a role declared elsewhere" : codeText(role);
  const caution = isAtLeast ? " What runs as it may need more." : "";
  const where = isOneOfSeveral ? `, in ${codeText(directory)}` : "";
  return `The policy for ${whose}${where}.${caution}\n\n\`\`\`hcl\n${hcl}\`\`\`\n`;
}
