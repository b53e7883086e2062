import { expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const files = {
  "main.tf": "",
  "examples/main.tf": "",
  "legacy/main.tf": "",
  "base.yaml":
    "profile: strict\nfailOn: error\nrules:\n  tags/required: { keys: [Team] }\n  function/timeout-unset: info\nvariables: { size: 3 }\n",
  "lambda-tf.config.json": JSON.stringify({
    extends: "./base.yaml",
    ignore: ["legacy/"],
    rules: { "function/timeout-unset": "error" },
    variables: { __proto__x: "a", environment: "prod" },
    overrides: [{ files: ["examples/"], profile: "recommended", rules: { "tags/required": "off" } }],
  }),
};

function shown(path: string) {
  const { stdout, stderr, exitCode } = runCli(["config", path, "--format", "json"], { cwd: temporaryDirectory(files) });
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
  return JSON.parse(stdout);
}

test("each value is printed with the file that sets it", () => {
  expect(shown("main.tf")).toMatchObject({
    path: "main.tf",
    files: ["base.yaml", "lambda-tf.config.json"],
    isIgnored: false,
    overrides: [],
    profile: { value: "strict", origin: "base.yaml" },
    failOn: { value: "error", origin: "base.yaml" },
    peerSuppressions: { value: true, origin: "default" },
    variables: {
      size: { value: "3", origin: "base.yaml" },
      environment: { value: "prod", origin: "lambda-tf.config.json" },
    },
    rules: {
      "function/timeout-unset": { level: { value: "error", origin: "lambda-tf.config.json" } },
      "tags/required": { options: { keys: { value: ["Team"], origin: "base.yaml" } } },
    },
  });
});

test("overrides apply to the files that they name, and are listed for a directory", () => {
  const origin = "lambda-tf.config.json (examples/)";
  expect(shown("examples/main.tf")).toMatchObject({
    profile: { value: "recommended", origin },
    rules: { "tags/required": { level: { value: "off", origin }, options: { keys: { origin: "base.yaml" } } } },
  });
  expect(shown(".")).toMatchObject({ profile: { value: "strict" }, overrides: [origin] });
});

test("says that a path is ignored", () => {
  expect(shown("legacy/main.tf")).toMatchObject({ isIgnored: true });
});

test("the text format prints a line for each value", () => {
  const { stdout } = runCli(["config"], { cwd: temporaryDirectory(files) });
  expect(stdout).toMatch(/^Configuration of \.\nRead: base\.yaml, lambda-tf\.config\.json\n\d+ of \d+ rules are on\n/);
  expect(stdout).toMatch(/^tags\/required\.keys +\["Team"\] +base\.yaml$/m);
  expect(stdout).toMatch(/^variables\.environment +prod +lambda-tf\.config\.json$/m);
});

test.each([
  [["config", "missing"], "missing does not exist"],
  [["config", "--config", "missing.json"], "missing.json does not exist"],
  [["config", "--format", "yaml"], '--format cannot be "yaml"'],
])("%j is refused", (args, message) => {
  const { exitCode, stderr } = runCli(args, { cwd: temporaryDirectory() });
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`Error: ${message}\n`);
});

test("the error names a directory that was given as the configuration", () => {
  const { exitCode, stderr } = runCli(["lint", "--config", "."], { cwd: temporaryDirectory({ "main.tf": "" }) });
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: "Error: . is a directory\n  Name a file\n" });
});
