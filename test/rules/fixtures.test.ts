import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { grouped } from "../../src/grouped.ts";
import type { Finding } from "../../src/report/index.ts";
import { offers } from "../../src/rules/offers.generated.ts";
import { registry } from "../../src/rules/registry.generated.ts";
import type { Severity } from "../../src/rules/rule.ts";
import { describePlaces, type Expectation, readExpectations } from "../helpers/expectations.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { offeredIn } from "../helpers/offered-in.ts";
import { repository } from "../helpers/run-cli.ts";

const fixtures = `${repository}fixtures`;
const cases = globSync("*/*/*/", { cwd: `${fixtures}/rules`, onlyDirectories: true }).map((path) =>
  path.replace(/\/$/, ""),
);

const usual = new Map<string, Severity>(registry.map(({ id, rule }) => [id, rule.severity]));
/** The severity of a rule's findings; `syntax`, which is not a rule, reports errors. */
const usualSeverity = (rule: string): Severity => usual.get(rule) ?? "error";

/** Expects the findings that the files of a directory mark, at the marked places, and no others. */
function expectMarked(findings: readonly Finding[], directory: string): void {
  const expected = readExpectations(directory);
  const found = findings.map(({ file, range, rule, message, severity }): Expectation => {
    const { line } = range.start;
    const here = expected.filter((one) => one.file === file && one.line === line && one.rule === rule);
    const { text } = here.find(({ text = "" }) => message.includes(text)) ?? {};
    return {
      ...{ file, line, rule },
      ...(severity !== usualSeverity(rule) && { severity }),
      ...(text !== undefined && { text }),
    };
  });
  expect(describePlaces(found)).toEqual(describePlaces(expected));
}

const casesOf = grouped(cases.toSorted(), (path) => [path.split("/").slice(0, 2).join("/")]);

describe.each([...casesOf])("each case of %s", (rule, paths) => {
  const found: Finding[] = [];

  test.each(paths)("%s", async (path) => {
    const directory = `${fixtures}/rules/${path}`;
    const findings = await lintDirectory(directory, { only: [rule] });
    found.push(...findings);
    expectMarked(findings, directory);
  });

  test("together they offer the fixes and suggestions that the generated list names", () => {
    expect(offeredIn(found)).toEqual(offers[rule] ?? []);
  });
});

describe("the article's module", () => {
  const directory = `${fixtures}/article`;

  test("has exactly the expected findings", async () => {
    expectMarked(await lintDirectory(directory), directory);
  });
});

describe("requests of other linters' users", () => {
  const directory = `${fixtures}/asked-for`;

  test.each(globSync("*/", { cwd: directory, onlyDirectories: true }).toSorted())("%s", async (path) => {
    const findings = await lintDirectory(`${directory}/${path}`);
    expectMarked(findings, `${directory}/${path}`);
  });
});
