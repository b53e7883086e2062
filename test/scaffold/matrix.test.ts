import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "vitest";
import { loadFeatures } from "../../src/scaffold/feature.ts";
import { renderModule } from "../../src/scaffold/render-module.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { combinations } from "./combinations.ts";
import { assertAtOnce, failAtOnce } from "./runs-at-once.ts";
import { hasTerraform, noticeSkipped, terraformForTemplates } from "./terraform-offline.ts";

/** `1` for all combinations, `2/8` for the second of eight parts: all of them take far longer than all other tests. */
const wanted = process.env.LAMBDA_TF_MATRIX;
const [part = 1, parts = 1] = (wanted ?? "").split("/").map(Number);
const { rows } = await combinations(loadFeatures());
/** A fixed selection of them; terraform.test.ts covers every preset. */
const some = rows.filter(({ name }, index) => !Number.isNaN(Number(name)) && index % 16 === 0);
const chosen = wanted ? rows.filter((_, index) => index % parts === part - 1) : some;

noticeSkipped(chosen.length);

describe.skipIf(!hasTerraform)("terraform accepts the combinations", () => {
  const terraform = terraformForTemplates();

  test.each(chosen.map((row) => [row.name, row] as const))("combination %s", (_, row) => {
    const files = renderModule(row);
    const root = temporaryDirectory(Object.fromEntries(files));
    const folders = new Set([...files.keys()].filter((file) => file.endsWith(".tf")).map((file) => path.dirname(file)));
    for (const name of folders) {
      const folder = path.join(root, name);
      // A plan needs the backend, and no test has an account for one.
      if (files.has(path.join(name, "backend.tf"))) writeFileSync(path.join(folder, "override.tf"), localBackend);
      terraform(folder, "init", "-no-color");
      // The tests are formatted too, before they are combined.
      terraform(folder, "validate", "-no-color");
      const tests = path.join(folder, "tests");
      if (existsSync(tests)) {
        assertAtOnce(tests);
        if (wanted) failAtOnce(tests);
        terraform(folder, "test", "-no-color");
      }
      // A module in a folder below is planned as part of its caller.
      if (!name.startsWith("modules/")) terraform(folder, "plan", "-input=false", "-no-color");
    }
  });
});

const localBackend = 'terraform {\n  backend "local" {}\n}\n';
