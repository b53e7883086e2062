import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/report/index.ts";
import { describePlaces, readExpectations } from "../helpers/expectations.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";

const fixtures = `${repository}fixtures`;
const cases = globSync("*/*/*/", { cwd: `${fixtures}/rules`, onlyDirectories: true }).map((path) =>
  path.replace(/\/$/, ""),
);

function found(findings: readonly Finding[]): readonly string[] {
  return describePlaces(findings.map(({ file, range, rule }) => ({ file, line: range.start.line, rule })));
}

function expected(directory: string): readonly string[] {
  return describePlaces(readExpectations(directory));
}

describe("each case of a rule's fixtures", () => {
  test.each(cases.toSorted())("%s", async (path) => {
    const rule = path.split("/").slice(0, 2).join("/");
    const directory = `${fixtures}/rules/${path}`;
    expect(found(await lintDirectory(directory, { only: [rule] }))).toEqual(expected(directory));
  });
});

describe("the article's module", () => {
  const directory = `${fixtures}/article`;

  test("has exactly the findings it says", async () => {
    expect(found(await lintDirectory(directory))).toEqual(expected(directory));
  });
});

describe("what users of other linters have asked for", () => {
  const directory = `${fixtures}/asked-for`;

  test.each(globSync("*/", { cwd: directory, onlyDirectories: true }).toSorted())("%s", async (path) => {
    const findings = await lintDirectory(`${directory}/${path}`);
    expect(found(findings)).toEqual(expected(`${directory}/${path}`));
  });
});
