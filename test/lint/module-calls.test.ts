import { expect, test } from "vitest";
import { lint } from "../../src/lint/index.ts";
import { lintRequest } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const WORKER = `variable "seconds" {
  type = number
}

resource "aws_lambda_function" "this" {
  function_name = "orders"
  timeout       = var.seconds
  memory_size   = 64
}
`;

const call = (name: string, seconds: number, comment = ""): string =>
  `module "${name}" {${comment}\n  source  = "./worker"\n  seconds = ${seconds}\n}\n`;

interface Around {
  readonly files?: Readonly<Record<string, string>>;
  readonly paths?: readonly string[];
  readonly only?: readonly string[];
}

const RULES = ["function/timeout-range", "function/memory-range", "style/unused-suppression"];

async function linted(main: string, { files = {}, paths = ["."], only = RULES }: Around = {}) {
  const cwd = temporaryDirectory({ "main.tf": main, "worker/main.tf": WORKER, ...files });
  const { report, suppressed } = await lint({ ...lintRequest(cwd, { only }), paths });
  const brief = ({ rule, trace = [] }: (typeof report.findings)[number]) => [rule, ...trace].join(" ");
  return { found: report.findings.map(brief), suppressed: suppressed.map(({ finding }) => brief(finding)) };
}

test("a finding names the call whose values cause it", async () => {
  expect(await linted(call("short", 10) + call("long", 1000))).toEqual({
    found: ["function/timeout-range module.long (main.tf:5)", "function/memory-range module.long (main.tf:5)"],
    suppressed: [],
  });
});

test.each([
  ["before it", `# lambda-tf:ignore function/memory-range why\n${call("long", 1000)}`, 2],
  ["on its line", call("long", 1000, " # lambda-tf:ignore function/memory-range why"), 1],
])("a comment at a call suppresses findings that the call causes: %s", async (_, main, line) => {
  expect(await linted(main)).toEqual({
    found: [`function/timeout-range module.long (main.tf:${line})`],
    suppressed: [`function/memory-range module.long (main.tf:${line})`],
  });
});

test("so does another linter's comment within the call", async () => {
  const main = call("long", 10, "\n  # checkov:skip=CKV_AWS_50:not traced");
  expect(await linted(main, { only: ["function/tracing"] })).toEqual({
    found: [],
    suppressed: ["function/tracing module.long (main.tf:1)"],
  });
});

test("findings in the same module through other calls are still reported", async () => {
  const silent = `# lambda-tf:ignore function/timeout-range,function/memory-range why\n${call("one", 1000)}`;
  expect(await linted(silent + call("two", 2000))).toEqual({
    found: ["function/timeout-range module.two (main.tf:6)", "function/memory-range module.two (main.tf:6)"],
    suppressed: ["function/timeout-range module.one (main.tf:2)", "function/memory-range module.one (main.tf:2)"],
  });
});

test("the comment also applies through modules in between", async () => {
  const main = `# lambda-tf:ignore function/timeout-range,function/memory-range why\nmodule "outer" {\n  source = "./outer"\n}\n`;
  const outer = call("inner", 1000).replace("./worker", "../worker");
  const trace = "module.outer (main.tf:2) module.inner (outer/main.tf:1)";
  expect(await linted(main, { files: { "outer/main.tf": outer } })).toEqual({
    found: [],
    suppressed: [`function/timeout-range ${trace}`, `function/memory-range ${trace}`],
  });
});

test("ignoring a file does not suppress findings in the modules that it calls", async () => {
  const { found } = await linted(`# lambda-tf:ignore-file function/memory-range why\n${call("long", 1000)}`);
  expect(found).toContain("function/memory-range module.long (main.tf:2)");
});

test("a comment that suppresses nothing is reported", async () => {
  const { found } = await linted(`# lambda-tf:ignore function/timeout-range why\n${call("short", 10)}`);
  expect(found).toEqual(["style/unused-suppression", "function/memory-range module.short (main.tf:2)"]);
});

test("the comment also applies when a file of the module is linted alone", async () => {
  const main = `# lambda-tf:ignore function/memory-range why\n${call("long", 1000)}`;
  expect(await linted(main, { paths: ["worker/main.tf"] })).toEqual({
    found: ["function/timeout-range module.long (main.tf:2)"],
    suppressed: ["function/memory-range module.long (main.tf:2)"],
  });
});
