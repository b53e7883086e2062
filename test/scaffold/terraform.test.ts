import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { presetNames } from "../../src/scaffold/presets.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { scaffoldIn } from "./scaffold-in.ts";
import { modules, modulesWithout, stacks } from "./scaffolded-modules.ts";
import { hasTerraform, noticeSkipped, terraformForTemplates } from "./terraform-offline.ts";

const calledModules = [...modules, ...modulesWithout];

noticeSkipped(calledModules.length + presetNames().length + stacks.length);

describe.skipIf(!hasTerraform)("terraform accepts what init writes", () => {
  const terraform = terraformForTemplates();

  // A single configuration calls all of them, as starting Terraform and its providers takes longer than any of them.
  test("all modules", { timeout: 600_000 }, async () => {
    const cwd = temporaryDirectory();
    const named = calledModules.map((module, index) => ({ ...module, name: `m${index}` }));
    for (const { name, set } of named) {
      expect(await scaffoldIn({ cwd, directory: name, set })).toMatchObject({ exitCode: 0, problem: "" });
    }
    const calls = named.map(({ name }) => `module "${name}" {\n  source = "./${name}"\n}\n`);
    writeFileSync(path.join(cwd, "main.tf"), calls.join("\n"));
    terraform(cwd, "fmt", "-check", "-diff", "-recursive");
    terraform(cwd, "init", "-backend=false", "-no-color");
    expect(terraform(cwd, "validate", "-no-color")).toContain("Success! The configuration is valid.");
    const plan = terraform(cwd, "plan", "-input=false", "-no-color");
    const missing = named.filter(({ name, plans }) => !plan.includes(`# module.${name}.${plans} will be created`));
    expect(missing).toEqual([]);
  });

  test.each(presetNames())("the preset %s, which passes its own tests", async (preset) => {
    const cwd = temporaryDirectory();
    expect(await scaffoldIn({ cwd, preset })).toMatchObject({ exitCode: 0, problem: "" });
    const folder = path.join(cwd, "orders");
    terraform(folder, "fmt", "-check", "-diff", "-recursive");
    terraform(folder, "init", "-backend=false", "-no-color");
    terraform(folder, "validate", "-no-color");
    expect(terraform(folder, "test", "-no-color")).toMatch(/Success! \d+ passed, 0 failed\./);
    terraform(folder, "plan", "-input=false", "-no-color");
  });

  test.each(stacks)("$set", async ({ set, plans }) => {
    const cwd = temporaryDirectory();
    expect(await scaffoldIn({ cwd, set })).toMatchObject({ exitCode: 0 });
    const folder = path.join(cwd, "orders");
    terraform(folder, "fmt", "-check", "-diff", "-recursive");
    // A plan needs the backend, and no test has an account for one.
    writeFileSync(path.join(folder, "override.tf"), 'terraform {\n  backend "local" {}\n}\n');
    terraform(folder, "init", "-no-color");
    expect(terraform(folder, "validate", "-no-color")).toContain("Success! The configuration is valid.");
    expect(terraform(folder, "plan", "-input=false", "-no-color")).toContain(`# ${plans} will be created`);
  });
});
