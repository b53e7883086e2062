import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { scaffoldIn } from "./scaffold-in.ts";
import { hasTerraform, noticeSkipped, terraformForTemplates } from "./terraform-offline.ts";

const terraform = terraformForTemplates();

const packages = [["package=archive"], ["package=s3", "package_bucket=acme-artifacts"]];

noticeSkipped(packages.length);

describe.skipIf(!hasTerraform)("terraform, for an existing function", () => {
  test.each(packages.map((set) => [set]))(
    "does not change code that others deploy, with %s",
    { timeout: 120_000 },
    async (set) => {
      const cwd = temporaryDirectory();
      const asked = ["layout=stack", "backend=local", "code_updates=elsewhere", "failure_queue=false", ...set];
      expect(await scaffoldIn({ cwd, set: asked })).toMatchObject({ exitCode: 0, problem: "" });
      const folder = path.join(cwd, "orders");
      terraform(folder, "init", "-no-color");
      terraform(folder, "apply", "-auto-approve", "-input=false", "-no-color");
      for (const file of ["lambda.tf", "variables.tf"]) edit(path.join(folder, file), /package\.zip/g, "next.zip");
      expect(terraform(folder, "plan", "-input=false", "-no-color")).toContain("No changes.");
      edit(path.join(folder, "lambda.tf"), /ignore_changes = \[.*\]/, "ignore_changes = []");
      expect(terraform(folder, "plan", "-input=false", "-no-color")).toContain(
        "# aws_lambda_function.this will be updated in-place",
      );
    },
  );
});

function edit(file: string, found: RegExp, text: string): void {
  writeFileSync(file, readFileSync(file, "utf8").replace(found, text));
}

test.each(["canary", "linear", "all-at-once", "weighted", "blue-green"])(
  "%s is refused for code that others deploy, as it shifts traffic between Terraform's versions",
  async (deployment) => {
    const set = ["code_updates=elsewhere", `deployment=${deployment}`];
    expect(await scaffoldIn({ cwd: temporaryDirectory(), set })).toMatchObject({
      exitCode: 2,
      problem: expect.stringContaining("alias or latest with code_updates=elsewhere"),
    });
  },
);
