import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

beforeEach(async () => {
  cwd = temporaryDirectory();
  await scaffoldIn({ cwd, set: ["triggers=sqs", "timeout=60"] });
});

describe("update", () => {
  test("changes nothing of a module that is as its answers say", async () => {
    expect(await changeIn(cwd, { flags: ["check"] })).toEqual({ exitCode: 0, stdout: "", problem: "" });
  });

  test("brings changed answers into edited files, and keeps the edits", async () => {
    edit("variables.tf", "Seconds after which an invocation is stopped", "How long we let it run");
    edit("lambda.tf", /^/, "# Ours.\n");
    const run = await changeIn(cwd, { set: ["timeout=90"] });
    expect(run).toMatchObject({ exitCode: 0, problem: "" });
    expect(run.stdout).toContain("merge variables.tf\n");
    expect(textOf("variables.tf")).toMatch(/How long we let it run"\n {2}type {8}= number\n {2}default {5}= 90/);
    expect(textOf("lambda.tf")).toMatch(/^# Ours\.\n/);
  });

  test("takes changed answers from the file that keeps them, and forgets those of what is gone", async () => {
    edit(".lambda-tf/answers.json", /"triggers": \[\s*"sqs"\s*\]/, '"triggers": ["sns"]');
    await changeIn(cwd, {});
    expect(existsSync(path.join(cwd, "orders/trigger-sqs.tf"))).toBe(false);
    expect(JSON.parse(textOf(".lambda-tf/answers.json"))).not.toHaveProperty("sqs_batch_size");
  });

  test("leaves both texts where both sides changed the same lines, and says so", async () => {
    edit("variables.tf", "default     = 60", "default     = 77");
    const run = await changeIn(cwd, { set: ["timeout=90"] });
    expect(run.exitCode).toBe(1);
    expect(run.problem).toContain("the same lines of variables.tf");
    expect(textOf("variables.tf")).toContain(
      "<<<<<<< yours\n  default     = 77\n=======\n  default     = 90\n>>>>>>> lambda-tf\n",
    );
  });

  test("lets deleted files stay away, and edited ones that are no longer wanted stay", async () => {
    rmSync(path.join(cwd, "orders/.gitignore"));
    edit("trigger-sqs.tf", /^/, "# Ours.\n");
    await changeIn(cwd, { set: ["triggers=none"] });
    expect(existsSync(path.join(cwd, "orders/.gitignore"))).toBe(false);
    expect(textOf("trigger-sqs.tf")).toMatch(/^# Ours/);
  });

  test.each(["check", "diff"] as const)("with --%s nothing is written", async (flag) => {
    const before = filesBelow(cwd);
    const run = await changeIn(cwd, { set: ["timeout=90"], flags: [flag] });
    expect(run.exitCode).toBe(flag === "check" ? 1 : 0);
    expect(run.stdout).toContain(flag === "check" ? "would replace variables.tf\n" : "+  default     = 90\n");
    expect(filesBelow(cwd)).toEqual(before);
  });

  test("names what is wrong with changed answers, and a folder that is not ours", async () => {
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
  ])("%s brings %s beside what is there", async (feature, file) => {
    const run = await changeIn(cwd, { add: feature });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain(`create ${file}\n`);
    expect(existsSync(path.join(cwd, "orders/trigger-sqs.tf"))).toBe(true);
  });

  test("a trigger takes the place of none", async () => {
    cwd = temporaryDirectory();
    await scaffoldIn({ cwd });
    await changeIn(cwd, { add: "sqs" });
    expect(JSON.parse(textOf(".lambda-tf/answers.json"))).toMatchObject({ triggers: ["sqs"] });
  });

  test("a file in its way that lambda-tf did not write is named, and nothing is written", async () => {
    writeFileSync(path.join(cwd, "orders/deploy.tf"), "# ours\n");
    const before = filesBelow(cwd);
    const run = await changeIn(cwd, { add: "canary" });
    expect([run.exitCode, filesBelow(cwd)]).toEqual([2, before]);
    expect(run.problem).toContain("deploy.tf was not written by lambda-tf");
  });

  test("a name that is none is answered with one that is near", async () => {
    expect((await changeIn(cwd, { add: "dashbord" })).problem).toContain("did you mean dashboard?");
  });
});
