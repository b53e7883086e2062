import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { registry } from "../../src/rules/registry.generated.ts";
import { exampleFiles } from "../helpers/example-files.ts";
import { readExpectations } from "../helpers/expectations.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const categories =
  "iam function async trigger concurrency runtime network logging secrets tags state schema style deploy".split(" ");

test("ids are unique", () => {
  expect(new Set(registry.map(({ id }) => id)).size).toBe(registry.length);
});

describe.each(registry.map(({ id, category, rule }) => ({ id, category, rule })))("$id", ({ id, category, rule }) => {
  test("belongs to a category, and has a summary and a reason", () => {
    expect(categories).toContain(category);
    expect(rule.summary).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.why.trim()).not.toBe("");
  });

  test("reports its bad example", async () => {
    const findings = await lintDirectory(temporaryDirectory(exampleFiles(rule.bad)), { only: [id] });
    expect(findings.map((finding) => finding.rule)).toContain(id);
    expect(findings.filter((finding) => finding.rule === "syntax")).toEqual([]);
  });

  test("finds nothing in its good example", async () => {
    expect(await lintDirectory(temporaryDirectory(exampleFiles(rule.good)), { only: [id] })).toEqual([]);
  });

  test("has fixtures with and without its findings", () => {
    const directory = `${repository}fixtures/rules/${id}`;
    const cases = globSync("*/", { cwd: directory, onlyDirectories: true, absolute: true });
    const expecting = cases.filter((path) => readExpectations(path).some(({ rule: expected }) => expected === id));
    expect(expecting.length).toBeGreaterThan(0);
    expect(expecting.length).toBeLessThan(cases.length);
  });
});
