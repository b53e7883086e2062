import { codeText, plainText } from "../markdown.ts";
import {
  byRoot,
  grantedText,
  type PermissionsReport,
  type ReportedFunction,
  type ReportedNeed,
  type ReportedPolicy,
} from "./permissions-report.ts";

/** For comments on pull requests: a table per function, and the policy of each role. */
export function permissionsMarkdown({ functions, policies }: PermissionsReport): string {
  if (functions.length === 0) return "There are no functions.\n";
  const roots = byRoot(functions);
  const texts = roots.flatMap(([root, own]) => [
    ...(roots.length > 1 ? [`## ${codeText(root)}\n`] : []),
    ...own.map(functionText),
  ]);
  return [...texts, ...policies.map((policy) => policyText(policy, roots.length > 1))].join("\n");
}

function functionText(fn: ReportedFunction): string {
  const rows = fn.needs.map(needRow);
  const table = rows.length === 0 ? [] : ["| Needs | On | For | Granted |", "|-|-|-|-|", ...rows, ""];
  const lists = [
    ...list(
      "Grants without use",
      fn.unused.map(({ action, policy, place }) => `${codeText(action)} in ${plainText(policy)} (${plainText(place)})`),
    ),
    ...list(
      "Grants that are too wide",
      fn.tooWide.map(
        ({ actions, resources, place }) =>
          `${actions.map(codeText).join(", ")} on ${resources.map(codeText).join(", ")} (${plainText(place)})`,
      ),
    ),
    ...list("At least: there may be more, as", fn.atLeast.map(plainText)),
  ];
  const role = fn.role === null ? "a role declared elsewhere" : codeText(fn.role);
  return [`### ${codeText(fn.function)}`, "", `Runs as ${role}.`, "", ...table, ...lists].join("\n");
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
  const caution = isAtLeast ? " The functions may need more." : "";
  const where = isOneOfSeveral ? `, in ${codeText(directory)}` : "";
  return `The policy for ${whose}${where}.${caution}\n\n\`\`\`hcl\n${hcl}\`\`\`\n`;
}
