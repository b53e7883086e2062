import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { functionNames } from "../../src/terraform/functions/index.ts";
import { repository } from "../helpers/run-cli.ts";
import { hasTerraform, noticeSkipped } from "../scaffold/terraform-offline.ts";

noticeSkipped(1);

test.skipIf(!hasTerraform)("every function of Terraform is evaluated, or docs/language.md says that it is not", () => {
  const run = spawnSync("terraform", ["metadata", "functions", "-json"], { encoding: "utf8" });
  const { function_signatures: signatures }: { function_signatures: object } = JSON.parse(run.stdout);
  const all = Object.keys(signatures).filter((name) => !name.startsWith("core::"));
  expect(all.length).toBeGreaterThan(100);
  const page = readFileSync(`${repository}docs/language.md`, "utf8");
  const evaluated = new Set(functionNames);
  expect(all.filter((name) => !evaluated.has(name) && !page.includes(`\`${name}\``))).toEqual([]);
});
