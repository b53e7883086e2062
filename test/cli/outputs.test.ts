import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Report } from "../../src/report/index.ts";
import { binary, runCli } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { onlyTimeout, withoutTimeout } from "../helpers/timeout-unset.ts";

test("each --output gets a report in its own format, in addition to the printed one", () => {
  const cwd = temporaryDirectory({ "main.tf": withoutTimeout });
  const args = [
    "lint",
    ...onlyTimeout,
    "--format",
    "github",
    "--output",
    "sarif=out/a.sarif",
    "--output",
    "junit=out/a.xml",
  ];
  const { exitCode, stdout } = runCli(args, { cwd });
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^::warning file=main\.tf/);
  expect(JSON.parse(readFileSync(join(cwd, "out/a.sarif"), "utf8")).version).toBe("2.1.0");
  expect(readFileSync(join(cwd, "out/a.xml"), "utf8")).toMatch(/^<\?xml/);
  expect(readdirSync(join(cwd, "out"))).toEqual(["a.sarif", "a.xml"]);
});

test("an --output without a format receives the report instead of stdout, without colour", () => {
  const cwd = temporaryDirectory({ "main.tf": withoutTimeout });
  const { stdout } = runCli(["lint", ...onlyTimeout, "--output", "./a=b.txt"], { cwd, env: { FORCE_HYPERLINK: "1" } });
  expect(stdout).toBe("");
  expect(readFileSync(join(cwd, "a=b.txt"), "utf8")).toMatch(/^main\.tf\n/);
  expect(readFileSync(join(cwd, "a=b.txt"), "utf8")).not.toContain("\u001b");
});

test("an existing output file is replaced as a whole, through links", () => {
  const cwd = temporaryDirectory({ "main.tf": withoutTimeout, "real.json": "x".repeat(100_000) });
  symlinkSync("real.json", join(cwd, "link.json"));
  runCli(["lint", ...onlyTimeout, "--output", "json=link.json"], { cwd });
  const report: Report = JSON.parse(readFileSync(join(cwd, "real.json"), "utf8"));
  expect(report.findings).toHaveLength(1);
});

test.each([
  ["directory", "directory is a directory"],
  ["main.tf/report.txt", "main.tf/report.txt cannot be written"],
])("an --output of %s is refused", (output, message) => {
  const cwd = temporaryDirectory({ "main.tf": withoutTimeout });
  mkdirSync(join(cwd, "directory"));
  const { exitCode, stderr } = runCli(["lint", "--output", output], { cwd });
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`Error: ${message}`);
});

test("two reports are never written to the same file", () => {
  const cwd = temporaryDirectory({ "main.tf": withoutTimeout });
  const { exitCode, stderr } = runCli(["lint", "--output", "sarif=a.txt", "--output", "junit=./a.txt"], { cwd });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: "Error: --output names ./a.txt twice\n  Give each report a file of its own\n",
  });
  expect(readdirSync(cwd)).toEqual(["main.tf"]);
});

test.skipIf(!existsSync("/dev/full")).each([[["lint", ...onlyTimeout]], [["rules"]]])(
  "%j fails if there is no space for its output",
  (args) => {
    const cwd = temporaryDirectory({ "main.tf": withoutTimeout });
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [binary, ...args], {
      cwd,
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 2, stderr: "Error: The output cannot be written (ENOSPC)\n" });
  },
);

test("a slow reader of a pipe gets the whole report", () => {
  const slowReader = `
import fcntl, os, subprocess, sys, time
output, input = os.pipe()
fcntl.fcntl(input, fcntl.F_SETFL, os.O_NONBLOCK)
run = subprocess.Popen(sys.argv[1:], stdout=input)
os.close(input)
time.sleep(1)
while piece := os.read(output, 65536):
    os.write(1, piece)
sys.exit(run.wait())`;
  const args = ["rules", "--format", "json"];
  const { status, stdout } = spawnSync("python3", ["-c", slowReader, process.execPath, binary, ...args], {
    encoding: "utf8",
  });
  // more than fits into a pipe
  expect(stdout.length).toBeGreaterThan(100_000);
  expect({ status, stdout }).toEqual({ status: 0, stdout: runCli(args).stdout });
});

test("a rule's id links to its page on terminals that are known to show links", () => {
  const cwd = temporaryDirectory({ "main.tf": withoutTimeout });
  const { stdout } = runCli(["lint", ...onlyTimeout], { cwd, env: { FORCE_HYPERLINK: "1" } });
  const [, page = ""] =
    /\u001b\]8;;(file:[^\u001b]+)\u001b\\function\/timeout-unset\u001b\]8;;\u001b\\/.exec(stdout) ?? [];
  expect(page).toMatch(/docs\/rules\/function\/timeout-unset\.md$/);
});

test("--stdin is linted in place of the file that it stands for, within its module", () => {
  const cwd = temporaryDirectory({ "main.tf": "", "variables.tf": 'variable "t" {\n  default = 1000\n}\n' });
  const args = ["lint", "--stdin", "--only", "function/timeout-range", "--format", "json", "--stdin-filename"];
  const input = '\ufeffresource "aws_lambda_function" "a" {\r\n  timeout = var.t\r\n}\r\n';
  for (const file of ["main.tf", "not-yet-there.tf", "new/directory/main.tf"]) {
    const report: Report = JSON.parse(runCli([...args, file], { cwd, input }).stdout);
    expect(report.findings.map(({ range }) => range.start.line)).toEqual(file.startsWith("new/") ? [] : [2]);
    expect(report.summary).toMatchObject({ files: 1, modules: 1 });
  }
});

test("--stdin with --fix --dry-run prints what would change", () => {
  const input = `# lambda-tf:ignore function/timeout-unset stale\n${withoutTimeout.replace("{\n", "{\n  timeout = 5\n")}`;
  const cwd = temporaryDirectory({ "main.tf": "" });
  const args = ["lint", "--stdin", "--stdin-filename", "main.tf", "--fix", "--only", "style/unused-suppression"];
  expect(runCli([...args, "--dry-run"], { cwd, input }).stdout).toContain("\n-# lambda-tf:ignore");
  expect(runCli(args, { cwd, input })).toMatchObject({ exitCode: 2 });
  expect(readFileSync(join(cwd, "main.tf"), "utf8")).toBe("");
});

test.each([
  [["--stdin"], "--stdin and --stdin-filename go together"],
  [["--stdin-filename", "main.tf"], "--stdin and --stdin-filename go together"],
  [["--stdin", "--stdin-filename", "main.tf", "other.tf"], "--stdin takes no paths"],
  [["--stdin", "--stdin-filename", "notes.txt"], "notes.txt is not a Terraform file"],
])("%j is refused", (args, message) => {
  const cwd = temporaryDirectory({ "main.tf": "" });
  writeFileSync(join(cwd, "other.tf"), "");
  expect(runCli(["lint", ...args], { cwd }).stderr).toContain(`Error: ${message}\n`);
});
