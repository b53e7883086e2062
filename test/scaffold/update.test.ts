import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { filesBelow } from "./files-below.ts";
import { changeIn, scaffoldIn } from "./scaffold-in.ts";

let cwd: string;
const textOf = (file: string): string => readFileSync(path.join(cwd, "orders", file), "utf8");
const edit = (file: string, from: string | RegExp, to: string): void => {
  const text = textOf(file);
  expect(text).toMatch(from);
  writeFileSync(path.join(cwd, "orders", file), text.replace(from, to));
};

const rename = (from: string, to: string): void =>
  renameSync(path.join(cwd, "orders", from), path.join(cwd, "orders", to));

beforeEach(async () => {
  cwd = temporaryDirectory();
  await scaffoldIn({ cwd, set: ["triggers=sqs", "timeout=60"] });
});

describe("update", () => {
  test("changes nothing in a module that agrees with its answers", async () => {
    expect(await changeIn(cwd, { flags: ["check"] })).toEqual({ exitCode: 0, stdout: "", problem: "" });
  });

  test("says that nothing changed, and in which folder", async () => {
    const said = "The module in orders is up to date: nothing changed.\n";
    expect(await changeIn(cwd, {})).toEqual({ exitCode: 0, stdout: said, problem: "" });
    expect(await changeIn(cwd, { add: "sqs" })).toEqual({ exitCode: 0, stdout: said, problem: "" });
  });

  test("keeps the permissions of files that it replaces", async () => {
    const file = path.join(cwd, "orders/variables.tf");
    chmodSync(file, 0o640);
    await changeIn(cwd, { set: ["timeout=90"] });
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  test("applies changed answers to edited files, and keeps the edits", async () => {
    edit("variables.tf", "Seconds after which an invocation is stopped", "How long we let it run");
    edit("lambda.tf", /^/, "# Ours.\n");
    const run = await changeIn(cwd, { set: ["timeout=90"] });
    expect(run).toMatchObject({ exitCode: 0, problem: "" });
    expect(run.stdout).toContain("merge variables.tf\n");
    expect(textOf("variables.tf")).toMatch(/How long we let it run"\n {2}type {8}= number\n {2}default {5}= 90/);
    expect(textOf("lambda.tf")).toMatch(/^# Ours\.\n/);
  });

  test("lists the variables as their owner named and changed them", async () => {
    edit("variables.tf", 'variable "timeout"', 'variable "time_limit"');
    edit("variables.tf", "default     = 60", "default     = 77");
    await changeIn(cwd, { set: ["memory_size=512"] });
    expect(textOf("README.md")).toMatch(/\| `time_limit` \| .* \| `77` \|/);
    expect(textOf("README.md")).not.toContain("| `timeout` |");
    expect(await changeIn(cwd, { flags: ["check"] })).toMatchObject({ exitCode: 0 });
  });

  test("reads changed answers from their file, and drops those of removed features", async () => {
    edit(".lambda-tf/answers.json", /"triggers": \[\s*"sqs"\s*\]/, '"triggers": ["sns"]');
    await changeIn(cwd, {});
    expect(existsSync(path.join(cwd, "orders/trigger-sqs.tf"))).toBe(false);
    expect(JSON.parse(textOf(".lambda-tf/answers.json"))).not.toHaveProperty("sqs_batch_size");
  });

  test("keeps both texts if both sides changed the same lines, and says so", async () => {
    edit("variables.tf", "default     = 60", "default     = 77");
    const run = await changeIn(cwd, { set: ["timeout=90"] });
    expect(run.exitCode).toBe(1);
    expect(run.problem).toContain("the same lines of variables.tf");
    expect(textOf("variables.tf")).toContain(
      "<<<<<<< yours\n  default     = 77\n=======\n  default     = 90\n>>>>>>> lambda-tf\n",
    );
  });

  test("does not restore deleted files, and keeps edited ones that are no longer needed", async () => {
    rmSync(path.join(cwd, "orders/.gitignore"));
    edit("trigger-sqs.tf", /^/, "# Ours.\n");
    await changeIn(cwd, { set: ["triggers=none"] });
    expect(existsSync(path.join(cwd, "orders/.gitignore"))).toBe(false);
    expect(textOf("trigger-sqs.tf")).toMatch(/^# Ours/);
  });

  test("names deleted files with changes, and edited ones that are no longer needed", async () => {
    rmSync(path.join(cwd, "orders/variables.tf"));
    edit("trigger-sqs.tf", /^/, "# Ours.\n");
    const run = await changeIn(cwd, { set: ["triggers=none", "timeout=90"] });
    expect(run.stdout).toContain("leave variables.tf, which you deleted but the templates changed\n");
    expect(run.stdout).toContain("leave trigger-sqs.tf, which you edited but the module no longer needs\n");
    expect(await changeIn(cwd, { flags: ["check"] })).toEqual({ exitCode: 0, stdout: "", problem: "" });
  });

  test("continues in a renamed file, edited or not", async () => {
    rename("variables.tf", "inputs.tf");
    edit("inputs.tf", "Seconds after which an invocation is stopped", "How long we let it run");
    const run = await changeIn(cwd, { set: ["timeout=90"] });
    expect(run.stdout).toContain("merge inputs.tf\n");
    expect(existsSync(path.join(cwd, "orders/variables.tf"))).toBe(false);
    expect(textOf("inputs.tf")).toMatch(/How long we let it run"\n {2}type {8}= number\n {2}default {5}= 90/);
    await changeIn(cwd, { set: ["timeout=100"] });
    expect(textOf("inputs.tf")).toMatch(/How long we let it run"\n {2}type {8}= number\n {2}default {5}= 100/);
  });

  test("continues in a workflow that was moved to the top of the repository, but not in that of another module", async () => {
    mkdirSync(path.join(cwd, ".git"));
    await changeIn(cwd, { set: ["ci=github", "monorepo=true", "repository_folder=orders"] });
    mkdirSync(path.join(cwd, ".github"));
    rename(".github/workflows", "../.github/workflows");
    const moved = path.join(cwd, ".github/workflows/orders.yml");
    expect(await changeIn(cwd, { flags: ["check"] })).toEqual({ exitCode: 0, stdout: "", problem: "" });
    expect((await changeIn(cwd, { set: ["terraform_tests=false"] })).stdout).toContain(
      "replace ../.github/workflows/orders.yml\n",
    );
    expect(readFileSync(moved, "utf8")).not.toContain("Test the module");
    writeFileSync(moved, "name: of another module\n");
    await changeIn(cwd, { set: ["terraform_tests=true"] });
    expect(readFileSync(moved, "utf8")).toBe("name: of another module\n");
  });

  test("does not treat CRLF as an edit, and keeps it", async () => {
    const files = ["variables.tf", "lambda.tf", ".lambda-tf/answers.json", ".lambda-tf/manifest.json"];
    for (const file of files) edit(file, /\n/g, "\r\n");
    expect(await changeIn(cwd, { flags: ["check"] })).toEqual({ exitCode: 0, stdout: "", problem: "" });
    edit("variables.tf", "Seconds after which an invocation is stopped", "How long we let it run");
    expect(await changeIn(cwd, { set: ["timeout=90"] })).toMatchObject({ exitCode: 0, problem: "" });
    expect(textOf("variables.tf")).toMatch(/How long we let it run"\r\n {2}type {8}= number\r\n {2}default {5}= 90/);
    expect(textOf("variables.tf")).not.toMatch(/[^\r]\n/);
  });

  test("merges a file that its owner formatted differently", async () => {
    edit("variables.tf", /^ {2}/gm, "    ");
    edit("variables.tf", "Seconds after which an invocation is stopped", "How long we let it run");
    expect(await changeIn(cwd, { set: ["timeout=90"] })).toMatchObject({ exitCode: 0, problem: "" });
    expect(textOf("variables.tf")).toMatch(/How long we let it run"\n {2}type {8}= number\n {2}default {5}= 90/);
  });

  test("refuses to write to a link, and ignores a link to which it would not write", async () => {
    rename("outputs.tf", "../outputs.tf");
    symlinkSync("../outputs.tf", path.join(cwd, "orders/outputs.tf"));
    expect(await changeIn(cwd, { set: ["timeout=90"] })).toMatchObject({ exitCode: 0, problem: "" });
    expect((await changeIn(cwd, { add: "s3" })).problem).toContain("outputs.tf is a symbolic link");
  });

  test("does not restore a removed block, and applies changes to the rest", async () => {
    edit("variables.tf", /variable "log_level" \{[\s\S]*?\n\}\n\n/, "");
    await changeIn(cwd, { set: ["timeout=90"] });
    expect(textOf("variables.tf")).not.toContain('variable "log_level"');
    expect(textOf("variables.tf")).toContain("default     = 90");
  });

  test("asks to settle an earlier merge before the next", async () => {
    edit("variables.tf", "default     = 60", "default     = 77");
    await changeIn(cwd, { set: ["timeout=90"] });
    const before = filesBelow(cwd);
    for (const set of [["timeout=100"], []]) {
      const run = await changeIn(cwd, { set });
      expect(run).toMatchObject({ exitCode: 2 });
      expect(run.problem).toContain("variables.tf still has unresolved conflicts between <<<<<<< and >>>>>>>");
      expect(run.problem).toContain("\nResolve that, then run it again");
      expect(filesBelow(cwd)).toEqual(before);
    }
  });

  test.each(["check", "diff"] as const)("writes nothing with --%s", async (flag) => {
    const before = filesBelow(cwd);
    const run = await changeIn(cwd, { set: ["timeout=90"], flags: [flag] });
    expect(run.exitCode).toBe(flag === "check" ? 1 : 0);
    expect(run.stdout).toContain(flag === "check" ? "would replace variables.tf\n" : "+  default     = 90\n");
    expect(filesBelow(cwd)).toEqual(before);
  });

  test("reports errors in changed answers, and a folder that lambda-tf did not write", async () => {
    expect((await changeIn(cwd, { set: ["timeout=901"] })).problem).toContain("timeout must be a whole number");
    expect((await changeIn(cwd, { set: ["s3_prefix=x"] })).problem).toContain("only asked with triggers=s3");
    expect((await changeIn(temporaryDirectory(), {})).problem).toContain("orders holds no module that lambda-tf wrote");
  });
});

describe("add", () => {
  test.each([
    ["sns", "trigger-sns.tf"],
    ["layer", "layers.tf"],
    ["canary", "deploy.tf"],
  ])("%s adds %s to the existing files", async (feature, file) => {
    const run = await changeIn(cwd, { add: feature });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain(`create ${file}\n`);
    expect(existsSync(path.join(cwd, "orders/trigger-sqs.tf"))).toBe(true);
  });

  test("keeps the blocks that the owner put at the end, and adds its own after them", async () => {
    const ours = { "iam.tf": "aws_iam_role_policy", "outputs.tf": "output", "variables.tf": "variable" };
    for (const [file, type] of Object.entries(ours)) {
      edit(file, /$/, `\n${type === "aws_iam_role_policy" ? 'resource "aws_iam_role_policy"' : type} "ours" {\n}\n`);
    }
    expect(await changeIn(cwd, { add: "s3" })).toMatchObject({ exitCode: 0, problem: "" });
    for (const [file, type] of Object.entries(ours)) {
      expect(textOf(file)).toMatch(new RegExp(`\\n\\n(resource ")?${type}"? "ours" \\{\\n\\}\\n`));
      expect(textOf(file)).not.toContain("<<<<<<<");
    }
    expect(textOf("iam.tf")).toContain('"objects"');
    expect(textOf("variables.tf")).toContain('variable "s3_prefix"');
  });

  test("leaves blocks that both added under the same name to the owner", async () => {
    edit("outputs.tf", /$/, '\noutput "bucket_name" {\n  value = "ours"\n}\n');
    const run = await changeIn(cwd, { add: "s3" });
    expect([run.exitCode, textOf("outputs.tf")]).toEqual([1, expect.stringContaining("<<<<<<< yours")]);
  });

  test("a trigger replaces none", async () => {
    cwd = temporaryDirectory();
    await scaffoldIn({ cwd });
    await changeIn(cwd, { add: "sqs" });
    expect(JSON.parse(textOf(".lambda-tf/answers.json"))).toMatchObject({ triggers: ["sqs"] });
  });

  test("a default gives way to a new feature, and a chosen answer does not: the command that changes it is named", async () => {
    const refused = await changeIn(cwd, { add: "rest-api", set: ["description=Ours, new"] });
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.problem).toBe(
      "orders/.lambda-tf/answers.json: timeout must be a whole number from 1 to 29, as a REST API waits at most 29 seconds, not 60\n" +
        "Change it with: lambda-tf add rest-api orders --set 'description=Ours, new' --set timeout=29",
    );
    expect(await changeIn(cwd, { add: "rest-api", set: ["timeout=29"] })).toMatchObject({ exitCode: 0, problem: "" });
    cwd = temporaryDirectory();
    await scaffoldIn({ cwd });
    expect(await changeIn(cwd, { add: "rest-api" })).toMatchObject({ exitCode: 0, problem: "" });
    expect(JSON.parse(textOf(".lambda-tf/answers.json"))).toMatchObject({ timeout: 29 });
  });

  test("an error in the new answers is not reported as a change of earlier ones", async () => {
    expect((await changeIn(cwd, { add: "rest-api", set: ["timeout=31"] })).problem).not.toContain("lambda-tf add");
  });

  test("an existing file that lambda-tf did not write is named, and nothing is written", async () => {
    writeFileSync(path.join(cwd, "orders/deploy.tf"), "# ours\n");
    const before = filesBelow(cwd);
    const run = await changeIn(cwd, { add: "canary" });
    expect([run.exitCode, filesBelow(cwd)]).toEqual([2, before]);
    expect(run.problem).toContain("deploy.tf was not written by lambda-tf");
  });

  test("an answer that belongs to a feature selects it, as in init", async () => {
    cwd = temporaryDirectory();
    await scaffoldIn({ cwd });
    expect(await changeIn(cwd, { add: "sqs", set: ["sqs_queue_name=jobs"] })).toMatchObject({
      exitCode: 0,
      problem: "",
    });
    expect(JSON.parse(textOf(".lambda-tf/answers.json"))).toMatchObject({ sqs_queue: "existing" });
  });

  test("a value that several questions offer is not accepted as a name", async () => {
    expect((await changeIn(cwd, { add: "existing" })).problem).toMatch(/^existing is not a feature/);
  });

  test("an unknown name is answered with a similar one", async () => {
    expect((await changeIn(cwd, { add: "dashbord" })).problem).toContain("did you mean dashboard?");
    expect((await changeIn(cwd, { add: "nonsense" })).problem).toMatch(
      /^nonsense is not a feature: they are\n {2}triggers: sqs, .*\n {2}.*\n {2}yes or no: .*dashboard/,
    );
  });
});
