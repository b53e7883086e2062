import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { type LintRequest, lint } from "../../src/lint/index.ts";
import { lintRequest } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { timeoutRule as rule } from "../helpers/timeout-unset.ts";

const repeatedFunction =
  'resource "aws_lambda_function" "orders" {\n  count = var.functions\n  function_name = "orders"\n}\nvariable "functions" {\n  default = 1\n}\n';

async function linted(cwd: string, changed: Partial<LintRequest> = {}): Promise<string[]> {
  const { report } = await lint({ ...lintRequest(cwd), ...changed });
  return report.findings.filter((found) => found.rule === rule).map(({ file, severity }) => `${file} ${severity}`);
}

function withConfig(config: unknown, files: Record<string, string> = {}): string {
  return temporaryDirectory({ "main.tf": repeatedFunction, "lambda-tf.config.json": JSON.stringify(config), ...files });
}

test("sets a rule's level, which the command line can change again", async () => {
  const cwd = withConfig({ rules: { [rule]: "error" } });
  expect(await linted(cwd)).toEqual(["main.tf error"]);
  const levels = new Map([[rule, "info" as const]]);
  expect(await linted(cwd, { flags: { origin: "test", levels, options: new Map(), variables: new Map() } })).toEqual([
    "main.tf info",
  ]);
});

test("is the nearest one at or above the linted directory", async () => {
  const cwd = withConfig(
    { rules: { [rule]: "error" } },
    {
      "a/b/main.tf": repeatedFunction,
      "c/main.tf": repeatedFunction,
      "c/lambda-tf.config.yaml": `rules:\n  ${rule}: { severity: info }\n`,
    },
  );
  expect(await linted(cwd)).toEqual(["a/b/main.tf error", "c/main.tf info", "main.tf error"]);
});

test("is not searched for above the repository", async () => {
  const cwd = withConfig({ rules: { [rule]: "off" } }, { "repo/.git/HEAD": "", "repo/main.tf": repeatedFunction });
  expect(await linted(join(cwd, "repo"))).toEqual(["main.tf warning"]);
});

test("may be part of package.json", async () => {
  const cwd = temporaryDirectory({
    "main.tf": repeatedFunction,
    "package.json": JSON.stringify({ "lambda-tf": { rules: { [rule]: "off" } } }),
  });
  expect(await linted(cwd)).toEqual([]);
});

test("extends others, and takes precedence over them", async () => {
  const cwd = withConfig(
    { extends: "./shared/base.json", rules: { [rule]: "info" } },
    { "shared/base.json": JSON.stringify({ rules: { [rule]: "error" }, variables: { functions: 0 } }) },
  );
  expect(await linted(cwd)).toEqual([]);
});

test("overrides apply to the files that they name, and later ones take precedence", async () => {
  const cwd = withConfig(
    {
      overrides: [
        { files: ["legacy/"], rules: { [rule]: "off" } },
        { files: ["legacy/kept.tf"], rules: { [rule]: "error" } },
      ],
    },
    {
      "legacy/main.tf": repeatedFunction,
      "legacy/kept.tf": repeatedFunction.replaceAll("orders", "kept").replace(/variable[\s\S]*/, ""),
    },
  );
  expect(await linted(cwd)).toEqual(["legacy/kept.tf error", "main.tf warning"]);
});

test("ignored files are read as part of their module, but not reported", async () => {
  const cwd = withConfig({ ignore: ["legacy/"] }, { "legacy/main.tf": repeatedFunction });
  expect(await linted(cwd)).toEqual(["main.tf warning"]);
  expect(await linted(cwd, { paths: ["legacy/main.tf"] })).toEqual([]);
});

test("--config replaces the configuration that would be found", async () => {
  const cwd = withConfig({ rules: { [rule]: "off" } }, { "other.json": JSON.stringify({ rules: { [rule]: "info" } }) });
  expect(await linted(cwd, { configFile: join(cwd, "other.json") })).toEqual(["main.tf info"]);
});

test("the profile and the severity that fails a run can be set", async () => {
  const cwd = withConfig({ failOn: "error", rules: { [rule]: "warning" } });
  const outcome = await lint(lintRequest(cwd, { only: [rule] }));
  expect([outcome.report.findings.length, outcome.isFailure]).toEqual([1, false]);
});

test.each([
  [{ profil: "all" }, 'lambda-tf.config.json has an unknown key "profil"', "Did you mean profile?"],
  [
    { profile: "loud" },
    'lambda-tf.config.json: profile must be one of recommended, strict, all, and is "loud"',
    undefined,
  ],
  [
    { rules: { "function/timeout-unse": "off" } },
    'lambda-tf.config.json: there is no rule "function/timeout-unse"',
    "Did you mean function/timeout-unset?",
  ],
  [
    { rules: { [rule]: "loud" } },
    `lambda-tf.config.json: rules["${rule}"] must be one of error, warning, info, off, and is "loud"`,
    undefined,
  ],
  [
    { rules: { [rule]: { sevrity: "off" } } },
    `lambda-tf.config.json: rules["${rule}"] has an unknown key "sevrity"`,
    "Did you mean severity?",
  ],
  [{ overrides: [{ rules: {} }] }, 'lambda-tf.config.json: overrides[0] lacks the key "files"', undefined],
  [
    { extends: "./lambda-tf.config.json" },
    "lambda-tf.config.json extends itself",
    "Remove one of the files from `extends`",
  ],
  [{ extends: "./gone.json" }, "gone.json (extended by lambda-tf.config.json) does not exist", undefined],
  [{ overrides: [{ files: [] }] }, "lambda-tf.config.json: overrides[0].files must not be empty, and is []", undefined],
  [{ ignore: ["a", ""] }, 'lambda-tf.config.json: ignore[1] must not be empty, and is ""', undefined],
  [
    { extends: ["a", 3] },
    'lambda-tf.config.json: extends must be a string or an array of strings, and is ["a",3]',
    undefined,
  ],
  [
    { rules: { [rule]: 2 } },
    `lambda-tf.config.json: rules["${rule}"] must be one of error, warning, info, off, or an object with options, and is 2`,
    undefined,
  ],
  [
    { rules: { function: "off" } },
    'lambda-tf.config.json: there is no rule "function"',
    "It is a category: name rules of it, such as function/architecture",
  ],
  [[], "lambda-tf.config.json must be an object, and is []", undefined],
])("%j is refused with one sentence", async (config, message, hint) => {
  await expect(linted(withConfig(config))).rejects.toMatchObject({ name: "UserError", message, hint });
});

test.each([
  ["lambda-tf.config.json", "{", 'lambda-tf.config.json:1:1 is not JSON: This "{" is never closed'],
  ["lambda-tf.config.yaml", "a: [", "lambda-tf.config.yaml is not YAML: "],
])("%s that cannot be parsed is refused", async (name, text, message) => {
  const cwd = temporaryDirectory({ "main.tf": "", [name]: text });
  await expect(linted(cwd)).rejects.toThrow(message);
});

describe("a duplicate key", () => {
  test.each([
    [
      "lambda-tf.config.json",
      '{\n  "profile": "strict",\n  "profile": "all"\n}',
      ':3:3 names "profile" again, after line 2',
    ],
    [
      "lambda-tf.config.json",
      '{ "overrides": [{ "files": ["a"], "rules": {}, "rules": {} }] }',
      ':1:48 names "rules" again, after line 1',
    ],
    [
      "lambda-tf.config.yaml",
      "profile: strict\nprofile: all\n",
      " is not YAML: Map keys must be unique at line 2, column 1",
    ],
    ["package.json", '{\n  "lambda-tf": {},\n  "lambda-tf": {}\n}', ':3:3 names "lambda-tf" again, after line 2'],
    [
      "package.json",
      '{ "lambda-tf": { "profile": "all", "profile": "all" } }',
      ':1:36 names "profile" again, after line 1',
    ],
  ])("in %s is refused: %s", async (name, text, message) => {
    await expect(linted(temporaryDirectory({ "main.tf": "", [name]: text }))).rejects.toThrow(`${name}${message}`);
  });

  test("is ignored outside of our configuration", async () => {
    const text = '{ "name": "a", "name": "b", "lambda-tf": { "profile": "all" } }';
    const cwd = temporaryDirectory({ "main.tf": "", "package.json": text });
    await expect(linted(cwd)).resolves.toEqual([]);
  });
});

test("a key named __proto__ is an unknown key like any other", async () => {
  const cwd = temporaryDirectory({ "main.tf": "", "lambda-tf.config.json": '{"__proto__": {"profile": "all"}}' });
  await expect(linted(cwd)).rejects.toThrow('unknown key "__proto__"');
});

describe("the schema that editors read", () => {
  const schema = JSON.parse(readFileSync(`${repository}schemas/config.schema.json`, "utf8"));
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

  test.each([
    [{}, true],
    [{ $schema: "./node_modules/lambda-tf/schemas/config.schema.json", profile: "strict", failOn: "error" }, true],
    [{ rules: { [rule]: "off", "tags/required": { severity: "error", keys: ["Team"] } } }, true],
    [{ overrides: [{ files: ["examples/"], rules: { [rule]: "off" } }] }, true],
    [{ rules: { "function/timeout-unse": "off" } }, false],
    [{ rules: { "tags/required": { kees: [] } } }, false],
    [{ overrides: [{ files: ["a"], rules: { [rule]: "loud" } }] }, false],
    [{ profil: "strict" }, false],
  ])("%j", async (config, isRight) => {
    expect(validate(config)).toBe(isRight);
    const cwd = withConfig(config);
    if (isRight) await expect(linted(cwd)).resolves.toBeInstanceOf(Array);
    else await expect(linted(cwd)).rejects.toThrow();
  });
});
