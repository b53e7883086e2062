import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "vitest";
import { loadFeatures } from "../../src/scaffold/feature.ts";
import { renderModule } from "../../src/scaffold/render-module.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { combinations } from "./combinations.ts";
import { hasTerraform, terraform } from "./terraform-offline.ts";

/** Set by `npm run test:matrix`: this takes far longer than all other tests. */
const isAsked = process.env.LAMBDA_TF_MATRIX === "1";
const all = isAsked ? await combinations(loadFeatures()) : [];

describe.skipIf(!isAsked || !hasTerraform)("terraform takes every combination", () => {
  test.each(all.map((gathered, index) => [index, gathered] as const))("combination %i", (_, gathered) => {
    const folder = temporaryDirectory(Object.fromEntries(renderModule(gathered)));
    terraform(folder, "fmt", "-check", "-diff", "-recursive");
    const inModules = path.join(folder, "modules/orders");
    const module = existsSync(inModules) ? inModules : folder;
    const applied = existsSync(inModules) ? path.join(folder, "envs/dev") : folder;
    for (const directory of new Set([module, applied])) {
      terraform(directory, "init", "-backend=false", "-no-color");
      terraform(directory, "validate", "-no-color");
    }
    if (existsSync(path.join(module, "tests"))) terraform(module, "test", "-no-color");
    if (existsSync(path.join(applied, "backend.tf"))) {
      // A plan needs the backend, and no test has an account for one.
      writeFileSync(path.join(applied, "override.tf"), 'terraform {\n  backend "local" {}\n}\n');
      terraform(applied, "init", "-no-color");
    }
    terraform(applied, "plan", "-input=false", "-no-color");
  });
});
