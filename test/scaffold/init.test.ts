import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { latestOf } from "../../src/aws/runtimes.ts";
import { writeChanges } from "../../src/scaffold/write-changes.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { filesBelow } from "./files-below.ts";
import { scaffolded, scaffoldIn } from "./scaffold-in.ts";

const ctrlC = "\u0003";
const enter = "\r";

describe("the written files", () => {
  test("are those of the default module, and layers.tf only with a layer", async () => {
    const cwd = temporaryDirectory();
    const run = await scaffoldIn({ cwd });
    const files = [...filesBelow(path.join(cwd, "orders")).keys()];
    expect(run.exitCode).toBe(0);
    expect(files).toEqual(
      expect.arrayContaining([
        "README.md",
        "iam.tf",
        "lambda.tf",
        "outputs.tf",
        "src/index.mjs",
        "variables.tf",
        "versions.tf",
      ]),
    );
    expect(files).not.toContain("layers.tf");
    await scaffoldIn({ cwd, set: ["layer=true"] });
    expect(existsSync(path.join(cwd, "orders/layers.tf"))).toBe(true);
  });

  test("that tools only read at the top of a repository are named if they are written below it", async () => {
    const cwd = temporaryDirectory();
    mkdirSync(path.join(cwd, ".git"));
    const set = ["layout=stack", "state_bucket=acme-state", "ci=github", "github_repository=acme@1/orders@2"];
    const below = await scaffoldIn({ cwd, directory: "services/orders", set: [...set, "pre_commit=true"] });
    expect(below.stdout).toMatch(
      /^Only read at the top of the repository \(\.\.\/\.\.\): \.pre-commit-config\.yaml, \.github\/workflows\/terraform\.yml\. README\.md says how/m,
    );
    const again = await scaffoldIn({ cwd, directory: "services/orders", set: [...set, "pre_commit=true"] });
    expect(again.stdout).not.toContain("Only read at");
    const top = await scaffoldIn({ cwd, directory: ".", set: [...set, "function_name=orders"] });
    expect(top).toMatchObject({ exitCode: 0, problem: "" });
    expect(top.stdout).not.toContain("Only read at");
  });

  test("are the same for the same answers, from options and from the recorded answers", async () => {
    const cwd = temporaryDirectory();
    await scaffoldIn({ cwd, directory: "one", set: ["function_name=orders", "triggers=sqs", "tags.Owner=orders"] });
    await scaffoldIn({ cwd, directory: "two", answers: "one/.lambda-tf/answers.json", flags: [] });
    expect(filesBelow(path.join(cwd, "two"))).toEqual(filesBelow(path.join(cwd, "one")));
  });

  test("a map can be given as JSON or entry by entry", async () => {
    const cwd = temporaryDirectory();
    const set = ["function_name=orders", "tags.Owner=orders", "tags.Team=a=b"];
    await scaffoldIn({ cwd, directory: "one", set });
    const whole = 'tags={"Owner":"orders","Team":"a=b"}';
    expect(await scaffoldIn({ cwd, directory: "two", set: ["function_name=orders", whole] })).toMatchObject({
      problem: "",
    });
    expect(filesBelow(path.join(cwd, "two"))).toEqual(filesBelow(path.join(cwd, "one")));
  });

  test("a filter may contain several values of a field", async () => {
    const set = [
      "triggers=sqs,sns",
      'sns_filter.kind=["order","refund"]',
      'sqs_filter={"kind":["a","b"],"store":"eu"}',
    ];
    const texts = filesBelow(await scaffolded({ set }));
    expect(texts.get("trigger-sns.tf")).toContain('"kind" = ["order", "refund"]');
    expect(texts.get("trigger-sqs.tf")).toContain('"kind"  = ["a", "b"]\n          "store" = ["eu"]');
    for (const kind of ["[]", "[1]", '["a","a"]', '{"a":"b"}']) {
      const { problem } = await scaffoldIn({
        cwd: temporaryDirectory(),
        set: ["triggers=sqs", `sqs_filter={"kind":${kind}}`],
      });
      expect(problem).toMatch(/^sqs_filter must be a map of up to 5 fields/);
    }
  });

  test("a list can be given as JSON or separated by commas", async () => {
    const cwd = temporaryDirectory();
    const set = ["function_name=orders", "triggers=s3"];
    await scaffoldIn({ cwd, directory: "one", set: [...set, "s3_suffixes=.csv, .tsv"] });
    expect(await scaffoldIn({ cwd, directory: "two", set: [...set, 's3_suffixes=[".csv", ".tsv"]'] })).toMatchObject({
      problem: "",
    });
    expect(filesBelow(path.join(cwd, "two"))).toEqual(filesBelow(path.join(cwd, "one")));
  });

  test("a function is named after its folder, in characters that AWS allows", async () => {
    const cwd = temporaryDirectory({ "my orders (é)/keep.txt": "" });
    await scaffoldIn({ cwd: path.join(cwd, "my orders (é)"), directory: "." });
    expect(readFileSync(path.join(cwd, "my orders (é)/variables.tf"), "utf8")).toContain('default     = "my-orders"');
  });

  test("--dry-run and --diff list what would be written, and write nothing", async () => {
    const cwd = temporaryDirectory();
    const dryRun = await scaffoldIn({ cwd, flags: ["yes", "dryRun"] });
    expect(dryRun.stdout).toContain("would create lambda.tf\n");
    const diff = await scaffoldIn({ cwd, flags: ["yes", "diff"] });
    expect(diff.stdout).toContain(
      "--- /dev/null\n+++ b/versions.tf\n@@ -0,0 +1,14 @@\n+terraform {\n+  required_version",
    );
    expect([dryRun.exitCode, diff.exitCode, readdirSync(cwd)]).toEqual([0, 0, []]);
  });
});

/** The answers recorded in the module. */
function answersOf(cwd: string): unknown {
  return JSON.parse(readFileSync(path.join(cwd, "orders/.lambda-tf/answers.json"), "utf8"));
}

describe("existing files", () => {
  test("are replaced if nobody edited them, and removed if the answers no longer ask for them", async () => {
    const cwd = temporaryDirectory();
    await scaffoldIn({ cwd, set: ["layer=true"] });
    const run = await scaffoldIn({ cwd, set: ["timeout=5", "layer=false"] });
    expect(run).toMatchObject({ exitCode: 0, problem: "" });
    expect(run.stdout).toContain("replace variables.tf\n");
    expect(run.stdout).toContain("remove layers.tf\n");
    expect(existsSync(path.join(cwd, "orders/layers.tf"))).toBe(false);
  });

  test("are all named if they are edited or foreign, and nothing is written; --force overwrites them", async () => {
    const cwd = temporaryDirectory();
    await scaffoldIn({ cwd, set: ["timeout=5"] });
    writeFileSync(path.join(cwd, "orders/iam.tf"), "# mine\n");
    writeFileSync(path.join(cwd, "orders/layers.tf"), "# mine as well\n");
    const before = filesBelow(cwd);
    const refused = await scaffoldIn({ cwd, set: ["layer=true"] });
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    expect(refused.problem).toContain("iam.tf was edited since init wrote it\n  layers.tf was not written by init");
    expect(filesBelow(cwd)).toEqual(before);
    expect(await scaffoldIn({ cwd, set: ["layer=true"], flags: ["yes", "force"] })).toMatchObject({ exitCode: 0 });
    expect(readFileSync(path.join(cwd, "orders/iam.tf"), "utf8")).toContain("aws_iam_role");
  });

  test("an edited file that the answers no longer ask for is kept", async () => {
    const cwd = temporaryDirectory();
    await scaffoldIn({ cwd, set: ["layer=true"] });
    writeFileSync(path.join(cwd, "orders/layers.tf"), "# mine now\n");
    expect(await scaffoldIn({ cwd, set: ["layer=false"] })).toMatchObject({ exitCode: 0 });
    expect(readFileSync(path.join(cwd, "orders/layers.tf"), "utf8")).toBe("# mine now\n");
  });

  test("earlier answers are the defaults, and new ones take precedence", async () => {
    const cwd = temporaryDirectory();
    await scaffoldIn({ cwd, preset: "queue-worker", set: ["timeout=20", "layer=true", "language=typescript"] });
    const before = filesBelow(cwd);
    expect(await scaffoldIn({ cwd })).toMatchObject({ exitCode: 0, problem: "" });
    expect(filesBelow(cwd)).toEqual(before);
    // The answers that were given are not reported as missing.
    expect(await scaffoldIn({ cwd, set: ["timeout=25"], flags: [] })).toMatchObject({ exitCode: 0, problem: "" });
    expect(answersOf(cwd)).toMatchObject({ triggers: ["sqs"], timeout: 25, layer: true, language: "typescript" });
  });

  test("earlier answers that are no longer valid are dropped", async () => {
    const cwd = temporaryDirectory();
    await scaffoldIn({ cwd, set: ["runtime=python3.13", "triggers=sqs", "sqs_fifo=true"] });
    const run = await scaffoldIn({ cwd, set: ["language=typescript", "triggers=sns"] });
    expect(run).toMatchObject({ exitCode: 0, problem: "" });
    expect(answersOf(cwd)).toMatchObject({ runtime: latestOf("nodejs"), triggers: ["sns"] });
    expect(answersOf(cwd)).not.toHaveProperty("sqs_fifo");
  });

  test("damaged answers are reported as such", async () => {
    const cwd = temporaryDirectory({ "orders/.lambda-tf/answers.json": "{" });
    expect((await scaffoldIn({ cwd })).problem).toContain("orders/.lambda-tf/answers.json:1:1 is not JSON: ");
  });

  test.each([
    [
      "a link that leads out of the folder",
      (folder: string) => symlinkSync("/", path.join(folder, "src")),
      "src is a symbolic link",
    ],
    ["a folder in place of a file", (folder: string) => mkdirSync(path.join(folder, "iam.tf")), "iam.tf is not a file"],
    [
      "a file in place of a folder",
      (folder: string) => writeFileSync(path.join(folder, "src"), ""),
      "src is not a folder",
    ],
  ])("%s is refused, --force or not", async (_what, prepare, problem) => {
    const cwd = temporaryDirectory({ "orders/.keep": "" });
    prepare(path.join(cwd, "orders"));
    const run = await scaffoldIn({ cwd, flags: ["yes", "force"] });
    expect(run.exitCode).toBe(2);
    expect(run.problem).toContain(problem);
    expect(readdirSync(path.join(cwd, "orders"))).toHaveLength(2);
  });

  test("files outside the folder that a manifest names are not removed", async () => {
    const cwd = temporaryDirectory({ "precious.txt": "", "orders/x.txt": "" });
    const manifest = { version: 1, files: { "../precious.txt": [""], "x.txt": [""], "/precious.txt": [""] } };
    mkdirSync(path.join(cwd, "orders/.lambda-tf"));
    writeFileSync(path.join(cwd, "orders/.lambda-tf/manifest.json"), JSON.stringify(manifest));
    await scaffoldIn({ cwd });
    expect([existsSync(path.join(cwd, "precious.txt")), existsSync(path.join(cwd, "orders/x.txt"))]).toEqual([
      true,
      false,
    ]);
  });

  test("a damaged manifest is reported as such", async () => {
    const cwd = temporaryDirectory({ "orders/.lambda-tf/manifest.json": "{" });
    expect((await scaffoldIn({ cwd })).problem).toContain(".lambda-tf/manifest.json is damaged");
  });
});

describe("the target folder", () => {
  test.each(["../orders", "a/../../orders", "..\\orders"])("%s leads out of its folder", async (directory) => {
    const cwd = temporaryDirectory();
    const run = await scaffoldIn({ cwd, directory });
    expect(run).toMatchObject({ exitCode: 2 });
    expect(run.problem).toContain(`${directory} leads out of its folder with ".."`);
  });

  test.each(["file", "file/orders"])("a module cannot be written to %s if file is a file", async (directory) => {
    const cwd = temporaryDirectory({ file: "" });
    const run = await scaffoldIn({ cwd, directory });
    expect([run.exitCode, run.problem]).toEqual([2, "file is not a folder, so no module fits there\n"]);
  });
});

test.each([
  ["leads nowhere", "nowhere", "orders is not a folder, so no module fits there\n"],
  ["leads back to itself", "orders", "orders is a link that leads back to itself\n"],
])("a module cannot be written to a link that %s", async (_what, target, problem) => {
  const cwd = temporaryDirectory();
  symlinkSync(target, path.join(cwd, "orders"));
  const run = await scaffoldIn({ cwd });
  expect([run.exitCode, run.problem]).toEqual([2, problem]);
});

test.each([
  ["queue-woker", /^queue-woker is not a preset: did you mean queue-worker\?\n$/],
  ["nonsense", /^nonsense is not a preset: they are chatbot, .*stream-processor\n$/],
])("--preset %s is answered with the available presets", async (preset, problem) => {
  const run = await scaffoldIn({ cwd: temporaryDirectory(), preset });
  expect(run.exitCode).toBe(2);
  expect(run.problem).toMatch(problem);
});

describe("without a terminal", () => {
  test("every missing answer is named at once", async () => {
    const cwd = temporaryDirectory();
    const run = await scaffoldIn({ cwd, flags: [], set: ["language=python", "layout=stack"] });
    expect(run.exitCode).toBe(2);
    for (const key of ["function_name", "triggers", "backend", "state_bucket"])
      expect(run.problem).toContain(`  ${key}: `);
    expect(run.problem).not.toContain("language");
    expect(readdirSync(cwd)).toEqual([]);
  });

  test("--yes does not invent answers without a default", async () => {
    const run = await scaffoldIn({ cwd: temporaryDirectory(), set: ["backend=s3"] });
    expect(run.problem).toBe(
      "Without a terminal to ask on, these answers are missing:\n  state_bucket: S3 bucket for the state\n" +
        "Give them with --set key=value or --answers FILE",
    );
  });
});

describe("on a terminal", () => {
  const given = [
    "layout=module",
    "ci=none",
    "triggers=none",
    "deployment=latest",
    "memory_size=256",
    "timeout=30",
    "layer=false",
  ];
  const python = ["function_name=orders", "language=python", "python_libraries=false"];

  test("missing answers are asked for, wrong ones are asked again, and Enter accepts the default", async () => {
    const cwd = temporaryDirectory();
    const run = await scaffoldIn({ cwd, flags: [], set: given, typed: ["!", enter, "\u007f", enter, enter] });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain("Must be 1 to 64 letters");
    expect(readFileSync(path.join(cwd, "orders/variables.tf"), "utf8")).toContain('default     = "orders"');
  });

  test("a chosen trigger replaces the initial choice of none", async () => {
    const cwd = temporaryDirectory();
    const set = [...python, ...given.filter((answer) => answer !== "triggers=none")];
    const run = await scaffoldIn({ cwd, flags: [], set, typed: ["j ", enter] });
    expect(run).toMatchObject({ exitCode: 0, problem: "" });
    expect(readFileSync(path.join(cwd, "orders/.lambda-tf/answers.json"), "utf8")).toMatch(
      /"triggers": \[\s*"sqs"\s*\]/,
    );
  });

  test("an answer that a later one rules out is asked again, and no other", async () => {
    const cwd = temporaryDirectory();
    const set = [
      ...["function_name=orders", "language=python", "triggers=http-api"],
      ...given.filter((answer) => !/^(triggers|timeout)=/.test(answer)),
    ];
    const run = await scaffoldIn({ cwd, flags: [], set, typed: ["\u007f", "\u007f", "60", ...Array(8).fill(enter)] });
    expect(run).toMatchObject({ exitCode: 0, problem: "" });
    expect(run.stdout).toContain(
      "timeout must be a whole number from 1 to 30, as an HTTP API waits at most 30 seconds, not 60",
    );
    expect(readFileSync(path.join(cwd, "orders/variables.tf"), "utf8")).toMatch(/"timeout" \{[^}]* default {5}= 30\n/);
  });

  test("Enter accepts the earlier answer in an existing module", async () => {
    const cwd = temporaryDirectory();
    const set = [...python, ...given.filter((answer) => !answer.startsWith("timeout="))];
    await scaffoldIn({ cwd, set: [...set, "timeout=20"] });
    const before = filesBelow(cwd);
    const run = await scaffoldIn({ cwd, flags: [], set, typed: [enter] });
    expect(run).toMatchObject({ exitCode: 0, problem: "" });
    expect(filesBelow(cwd)).toEqual(before);
  });

  test("questions are in Japanese if the locale is", async () => {
    const run = await scaffoldIn({
      cwd: temporaryDirectory(),
      flags: [],
      typed: [ctrlC],
      env: { LANG: "ja_JP.UTF-8" },
    });
    expect(run.stdout).toContain("作成するもの");
  });

  test("an example is shown for a question without a default", async () => {
    const set = [...python, "triggers=alb"];
    const run = await scaffoldIn({ cwd: temporaryDirectory(), flags: [], set: [...given, ...set], typed: [ctrlC] });
    expect(stripVTControlCharacters(run.stdout)).toMatch(/Name of the load balancer.*\n.*web/);
  });

  test.each([0, 1])("Ctrl-C after %i answers leaves nothing behind", async (count) => {
    const cwd = temporaryDirectory();
    const run = await scaffoldIn({ cwd, flags: [], set: given, typed: [...Array(count).fill(enter), ctrlC] });
    expect([run.exitCode, run.problem]).toEqual([2, "Cancelled: nothing was written.\n"]);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test("wrong options are reported before the first question", async () => {
    const run = await scaffoldIn({ cwd: temporaryDirectory(), flags: [], set: ["timeout=901"], typed: [] });
    expect([run.stdout, run.problem]).toEqual(["", "timeout must be a whole number from 1 to 900, not 901\n"]);
  });
});

// In /proc, mkdirSync with `recursive` never returns.
test.skipIf(process.platform !== "linux")("a file system that refuses new folders is reported", async () => {
  const run = await scaffoldIn({ cwd: "/proc", directory: "orders/deeper" });
  expect([run.exitCode, run.problem]).toEqual([2, "Nothing was written: /proc may not be written to\n"]);
});

test("a failure in the middle of writing leaves everything as it was", async () => {
  const cwd = temporaryDirectory();
  await scaffoldIn({ cwd });
  const before = filesBelow(cwd);
  const folder = path.join(cwd, "orders");
  const replaced = { kind: "replace", file: "iam.tf", text: "new", before: before.get("orders/iam.tf") ?? "" } as const;
  const removed = { kind: "remove", file: "outputs.tf", before: "" } as const;
  const created = { kind: "create", file: "deep/er/new.tf", text: "new" } as const;
  const late = { kind: "remove", file: "iam.tf/below-a-file", before: "" } as const;
  expect(() => writeChanges(folder, [replaced, created, removed, late])).toThrow("Nothing was written: ENOTDIR");
  expect(filesBelow(cwd)).toEqual(before);
  expect(existsSync(path.join(folder, "deep"))).toBe(false);
});
