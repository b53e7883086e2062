import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { formatHcl } from "../../src/hcl/index.ts";
import { applyFixes } from "../../src/lint/fix/edit-text.ts";
import { type LintOutcome, lint } from "../../src/lint/index.ts";
import type { Finding } from "../../src/report/index.ts";
import { lintRequest } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { filesBelow } from "../scaffold/files-below.ts";
import { HARMLESS } from "./harmless.ts";

const cases = globSync("*/*/*/", { cwd: `${repository}fixtures/rules`, onlyDirectories: true });

test.each(cases.map((path) => path.replace(/\/$/, "")).toSorted())(
  "each suggestion in %s resolves its finding, and causes no other",
  async (path) => {
    const rule = path.split("/").slice(0, 2).join("/");
    const cwd = temporaryDirectory();
    cpSync(`${repository}fixtures/rules/${path}`, cwd, { recursive: true });
    const before = await lint(lintRequest(cwd, { only: [rule] }));
    const offered = before.report.findings.flatMap((finding) =>
      (finding.suggestions ?? []).map((suggestion) => ({ finding, suggestion })),
    );
    if (offered.length === 0) return;
    const texts = new Map(Array.from(before.sources, ([file, { text }]) => [file, text]));
    const errorsBefore = drawnOf(await lint(lintRequest(cwd, { profile: "all" })));
    for (const { finding, suggestion } of offered) {
      const edited = applyFixes([suggestion], texts);
      expect(edited.applied, suggestion.title).toBe(1);
      const byPath = new Map(Array.from(edited.texts, ([file, text]) => [join(cwd, file), text]));
      const after = await lint({ ...lintRequest(cwd, { only: [rule] }), texts: byPath });
      expect(after.report.findings.map(keyOf), suggestion.title).not.toContain(keyOf(finding));
      expect(after.report.findings.length, suggestion.title).toBeLessThan(before.report.findings.length);
      const errors = drawnOf(await lint({ ...lintRequest(cwd, { profile: "all" }), texts: byPath }));
      expect(
        errors.filter((error) => !errorsBefore.includes(error)),
        suggestion.title,
      ).toEqual([]);
      for (const [file, text] of edited.texts)
        if (isFormatted(texts.get(file) ?? "")) expect(isFormatted(text), text).toBe(true);
    }
  },
);

/** Rules about mistakes that the JSON syntax cannot express. */
const WITHOUT_JSON = /^schema\/language-block\//;
const forms = HARMLESS.filter(({ name }) => name === "JSON syntax" || name === "JSON written out");

test.each(forms)("each edit in $name is valid, and resolves its finding", { timeout: 120_000 }, async ({ change }) => {
  let offered = 0;
  for (const path of cases.filter((one) => !WITHOUT_JSON.test(one)).toSorted()) {
    const files = change(filesBelow(`${repository}fixtures/rules/${path}`));
    if (!files) continue;
    const cwd = temporaryDirectory();
    for (const [name, text] of files) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), text);
    }
    const request = lintRequest(cwd, { only: [path.split("/").slice(0, 2).join("/")] });
    const before = await lint(request);
    const texts = new Map(Array.from(before.sources, ([file, { text }]) => [file, text]));
    for (const finding of before.report.findings) {
      for (const edit of [...(finding.fix ? [finding.fix] : []), ...(finding.suggestions ?? [])]) {
        offered++;
        const changed = Array.from(applyFixes([edit], texts).texts, ([file, text]) => [join(cwd, file), text] as const);
        const after = await lint({ ...request, texts: new Map(changed) });
        const isUnparsed = ({ rule }: Finding): boolean => rule === "syntax";
        expect(after.report.findings.filter(isUnparsed), `${path}: ${edit.title}`).toEqual(
          before.report.findings.filter(isUnparsed),
        );
        const alike = ({ report }: LintOutcome) => report.findings.filter((one) => keyOf(one) === keyOf(finding));
        expect(alike(after).length, `${path}: ${edit.title}`).toBeLessThan(alike(before).length);
      }
    }
  }
  expect(offered).toBeGreaterThan(100);
});

function keyOf({ rule, resource, message }: Finding): string {
  return `${rule} ${resource} ${message}`;
}

/** What no suggestion may cause: an error, or a warning about what it should have brought with it. */
function drawnOf({ report }: LintOutcome): readonly string[] {
  return report.findings.filter(({ severity, rule }) => severity === "error" || BROUGHT_WITH.has(rule)).map(keyOf);
}

const BROUGHT_WITH: ReadonlySet<string> = new Set([
  "function/role-policy-race",
  "logging/alarm-without-actions",
  "trigger/permission-source",
  "trigger/sqs-visibility",
  "trigger/user-pool-timeout",
]);

function isFormatted(text: string): boolean {
  return formatHcl(text) === text;
}
