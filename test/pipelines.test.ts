import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { commitAll } from "./helpers/git.ts";
import { binary, repository, runCli } from "./helpers/run-cli.ts";
import { temporaryDirectory } from "./helpers/temporary-directory.ts";
import { withoutTimeout } from "./helpers/timeout-unset.ts";

const stale = "# lambda-tf:ignore function/timeout-unset stale\n";
const read = (file: string): string => readFileSync(`${repository}${file}`, "utf8");

function bash(script: string, cwd: string, env: Readonly<Record<string, string>>) {
  const { PATH = "", HOME = "" } = process.env;
  const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
  return spawnSync("bash", args, { cwd, env: { PATH, HOME, ...env }, encoding: "utf8" });
}

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly pass_filenames?: boolean;
}

test("each pre-commit hook runs a command that exists, on the files that it declares", () => {
  const hooks: Hook[] = parse(read(".pre-commit-hooks.yaml"));
  expect(hooks.map(({ id }) => id)).toEqual(["lambda-tf-lint", "lambda-tf-fix", "lambda-tf-update-check"]);
  for (const { entry, language, files } of hooks) {
    expect(language).toBe("node");
    expect(["a.tf", "a.tofu", "b/c.tf.json"].every((file) => new RegExp(files).test(file))).toBe(true);
    expect(["a.tfvars", "tf", "a.tf.bak"].some((file) => new RegExp(files).test(file))).toBe(false);
    const [command, ...args] = entry.split(" ");
    expect(command).toBe("lambda-tf");
    expect(runCli([...args, "--help"])).toMatchObject({ exitCode: 0 });
  }
});

test("the hooks lint and fix the files that they are given", () => {
  const hooks: Hook[] = parse(read(".pre-commit-hooks.yaml"));
  const cwd = temporaryDirectory({ "a/main.tf": stale + withoutTimeout.replace("{\n", "{\n  timeout = 5\n") });
  const run = (id: string) =>
    runCli(
      [
        ...(hooks
          .find((hook) => hook.id === id)
          ?.entry.split(" ")
          .slice(1) ?? []),
        "a/main.tf",
      ],
      { cwd },
    );
  expect(run("lambda-tf-lint").stdout).toContain("style/unused-suppression");
  expect(run("lambda-tf-fix").exitCode).toBe(0);
  expect(readFileSync(join(cwd, "a/main.tf"), "utf8")).not.toContain("ignore");
  expect(run("lambda-tf-lint").stdout).not.toContain("style/unused-suppression");
});

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

interface Step {
  readonly name: string;
  readonly run?: string;
  readonly shell?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the scripts of action.yml one after another, as a runner does, and returns their output files. */
function runAction(cwd: string, inputs: Readonly<Record<string, string>>) {
  const { inputs: declared, runs }: Action = parse(read("action.yml"));
  const temp = temporaryDirectory({ output: "", summary: "" });
  const outputs = () =>
    Object.fromEntries(
      readFileSync(join(temp, "output"), "utf8")
        .trim()
        .split("\n")
        .map((line) => line.split("=")),
    );
  const runner = {
    GITHUB_ACTION_PATH: repository,
    RUNNER_TEMP: temp,
    GITHUB_OUTPUT: join(temp, "output"),
    GITHUB_STEP_SUMMARY: join(temp, "summary"),
  };
  const expression = (text: string): string =>
    text
      .replace(/\$\{\{ inputs\.([a-z-]+) \}\}/g, (_, name) => inputs[name] ?? declared[name]?.default ?? "?")
      .replace(/\$\{\{ steps\.lint\.outputs\.([a-z-]+) \}\}/g, (_, name) => outputs()[name] ?? "");
  const results = runs.steps
    .filter(({ run }) => run !== undefined)
    .map(({ run = "", env = {} }) => {
      expect(run).not.toContain("${{");
      const given = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, expression(value)]));
      return bash(run, cwd, { ...runner, ...given });
    });
  return { results, outputs: outputs(), summary: readFileSync(join(temp, "summary"), "utf8") };
}

test("the GitHub Action annotates, writes SARIF and a summary, and fails with the findings", () => {
  const cwd = temporaryDirectory({ "a b/main.tf": withoutTimeout, "c/main.tf": withoutTimeout });
  const { results, outputs, summary } = runAction(cwd, { paths: "a b\nc/main.tf\n", profile: "all" });
  expect(results.map(({ status }) => status)).toEqual([0, 0, 1]);
  expect(results[1]?.stdout).toMatch(/^::\w+ file=a b\/main\.tf,line=1,/);
  expect(JSON.parse(readFileSync(outputs.sarif, "utf8")).runs[0].results.length).toBeGreaterThan(1);
  expect(summary).toMatch(/^\*\*lambda-tf\*\* found /);
});

test("the GitHub Action passes its inputs on unchanged, and succeeds on a clean run", () => {
  const cwd = temporaryDirectory({ "main.tf": withoutTimeout, "known.json": "" });
  runCli(["lint", "--write-baseline", "--baseline", "baseline.json"], { cwd });
  commitAll(cwd);
  expect(runAction(cwd, { baseline: "baseline.json" }).results.at(-1)?.status).toBe(0);
  expect(runAction(cwd, { since: "HEAD" }).results.at(-1)?.status).toBe(0);
  const hostile = runAction(cwd, { profile: '$(touch ran)" --fix; touch ran #', paths: "$(touch ran)\n-x" });
  expect(hostile.results.at(-1)?.status).toBe(2);
  expect(hostile.outputs).toEqual({ "exit-code": "2" });
  expect(existsSync(join(cwd, "ran"))).toBe(false);
});

test("the GitLab component's job leaves both reports", () => {
  const [header, jobs] = parseAllDocuments(read("templates/lint.yml")).map((document) => document.toJS());
  const inputs = header.spec.inputs;
  const job = jobs["lambda-tf-lint"];
  const script = job.script
    .join("\n")
    .replace(/\$\[\[ inputs\.(\w+) \]\]/g, (_: string, name: string) => inputs[name].default)
    .replace("npx --yes lambda-tf@latest", `"${process.execPath}" "${binary}"`);
  const cwd = temporaryDirectory({ "main.tf": withoutTimeout });
  expect(bash(script, cwd, {}).status).toBe(1);
  const issues = JSON.parse(readFileSync(join(cwd, job.artifacts.reports.codequality), "utf8"));
  expect(issues[0].location.path).toBe("main.tf");
  expect(XMLValidator.validate(readFileSync(join(cwd, job.artifacts.reports.junit), "utf8"))).toBe(true);
});

test("SARIF conforms to the standard's schema, for all findings in the article's module", () => {
  // the schema is for draft 4, and uses nothing that has another meaning in draft 7
  const {
    $schema: _,
    id: __,
    ...schema
  } = JSON.parse(read("node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
  const formats = { uri: true, "uri-reference": true, "date-time": true } as const;
  const validate = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats }).compile(schema);
  for (const args of [["fixtures/article"], ["fixtures/article", "--profile", "all"], ["fixtures/rules/style"]]) {
    const log = JSON.parse(runCli(["lint", ...args, "--format", "sarif"]).stdout);
    validate(log);
    expect(validate.errors).toBeNull();
    expect(log.runs[0].results.length).toBeGreaterThan(10);
  }
});

test("the counts in JUnit agree with its cases", () => {
  const { stdout } = runCli(["lint", "fixtures/article", "--format", "junit"]);
  const isArray = (name: string) => name === "testcase" || name === "testsuite";
  const { testsuites } = new XMLParser({ ignoreAttributes: false, isArray }).parse(stdout);
  const counted = testsuites.testsuite.map((suite: { testcase: unknown[] }) => suite.testcase.length);
  expect(testsuites.testsuite.map((suite: { "@_tests": string }) => Number(suite["@_tests"]))).toEqual(counted);
  expect(Number(testsuites["@_tests"])).toBe(counted.reduce((sum: number, one: number) => sum + one, 0));
});
