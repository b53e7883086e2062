import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { loadFeatures } from "../../src/scaffold/feature.ts";
import { readFeatureTexts } from "../../src/scaffold/feature-texts.ts";
import { planUpdate } from "../../src/scaffold/plan-update.ts";
import { renderModule } from "../../src/scaffold/render-module.ts";
import { writeChanges } from "../../src/scaffold/write-changes.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { attempt } from "./combinations.ts";
import { changeIn, scaffoldIn } from "./scaffold-in.ts";

const LAYOUT = ["layout=environments", "backend=local"];
const NETWORK = ["vpc=true", "vpc_name=main"];

const features = loadFeatures();

let cwd: string;
const fileOf = (file: string): string => path.join(cwd, "orders/envs", file);
const textOf = (file: string): string => readFileSync(fileOf(file), "utf8");

beforeEach(() => {
  cwd = temporaryDirectory();
});

describe.each(["dev", "prod"])("the environment %s", (environment) => {
  test("decides about what belongs to it", async () => {
    expect(await scaffoldIn({ cwd, set: [...LAYOUT, ...NETWORK] })).toMatchObject({ exitCode: 0, problem: "" });
    expect(textOf(`${environment}/terraform.tfvars`)).toMatch(/^vpc_name += "main"$/m);
    expect(textOf(`${environment}/main.tf`)).toMatch(/^ {2}vpc_name += var\.vpc_name$/m);
    const [, declaration] = /^variable "vpc_name" \{\n(.*?)\n\}$/ms.exec(textOf(`${environment}/variables.tf`)) ?? [];
    expect(declaration).toContain("validation {");
    expect(declaration).not.toContain("default");
  });

  test("keeps its values when something that belongs to it is added", async () => {
    await scaffoldIn({ cwd, set: LAYOUT });
    const values = `${environment}/terraform.tfvars`;
    writeFileSync(fileOf(values), textOf(values).replace(/(memory_size += )\d+/, "$1512"));
    expect(await changeIn(cwd, { set: NETWORK })).toMatchObject({ exitCode: 0, problem: "" });
    expect(textOf(values)).toMatch(/^memory_size += 512$/m);
    expect(textOf(values)).toMatch(/^vpc_name += "main"$/m);
  });
});

test("what environments can share stays with the module", async () => {
  const set = [...LAYOUT, ...NETWORK];
  expect(await scaffoldIn({ cwd, set })).toMatchObject({ exitCode: 0, problem: "" });
  expect(textOf("../modules/orders/variables.tf")).toContain('variable "log_level"');
  expect(textOf("prod/variables.tf")).not.toContain("log_level");
});

test("features name only variables that templates declare", () => {
  const texts = [...readFeatureTexts("templates/features").values()].flatMap(({ templates }) => [
    ...templates.values(),
  ]);
  const declared = new Set(
    texts.flatMap((text) => [...text.matchAll(/^variable "(\w+)" \{$/gm)].map(([, name]) => name)),
  );
  const named = features.flatMap(({ perEnvironment }) => perEnvironment);
  expect(named.filter((name) => !declared.has(name))).toEqual([]);
});

test("an update leaves what an environment passes on by hand to its owner", async () => {
  const answers = { function_name: "orders", layout: "environments", backend: "local", vpc: true, vpc_name: "main" };
  const { gathered } = await attempt(new Map(Object.entries(answers)), features);
  const shared = gathered.features.map((feature) => ({ ...feature, perEnvironment: [] }));
  const before = renderModule({ ...gathered, features: shared });
  const folder = temporaryDirectory(Object.fromEntries(before));
  const inFolder = (file: string): string => readFileSync(path.join(folder, file), "utf8");
  const append = (file: string, from: RegExp, text: string): void =>
    writeFileSync(path.join(folder, file), inFolder(file).replace(from, text));
  append("envs/prod/main.tf", /\n\}\n$/, "\n  vpc_name = var.vpc_name\n}\n");
  append("envs/prod/variables.tf", /$/, '\nvariable "vpc_name" {\n  type = string\n}\n');
  append("envs/prod/terraform.tfvars", /$/, 'vpc_name = "ours"\n');
  const { changes, collisions } = planUpdate(folder, renderModule(gathered), before);
  expect(collisions).toEqual([]);
  expect(changes).not.toContainEqual(expect.objectContaining({ hasConflict: true }));
  writeChanges(folder, changes);
  for (const file of ["main.tf", "variables.tf", "terraform.tfvars"]) {
    expect(inFolder(`envs/prod/${file}`).match(/vpc_name(?="| +=)/g)).toHaveLength(1);
    expect(inFolder(`envs/dev/${file}`).match(/vpc_name(?="| +=)/g)).toHaveLength(1);
  }
  expect(inFolder("envs/prod/terraform.tfvars")).toContain('"ours"');
  const again = planUpdate(folder, renderModule(gathered), renderModule(gathered)).changes;
  expect(again.filter(({ kind }) => kind !== "keep")).toEqual([]);
});

test("an update of a module that shared its defaults keeps edits of values, and of defaults as the values", async () => {
  const answers = { function_name: "orders", layout: "environments", backend: "local", vpc: true, vpc_name: "main" };
  const { gathered } = await attempt(new Map(Object.entries(answers)), features);
  const shared = gathered.features.map((feature) => ({ ...feature, perEnvironment: [] }));
  const before = renderModule({ ...gathered, features: shared });
  const folder = temporaryDirectory(Object.fromEntries(before));
  const inFolder = (file: string): string => readFileSync(path.join(folder, file), "utf8");
  const edit = (file: string, from: string, to: string): void => {
    expect(inFolder(file)).toContain(from);
    writeFileSync(path.join(folder, file), inFolder(file).replace(from, to));
  };
  edit("envs/prod/terraform.tfvars", "= 256", "= 1024");
  edit("modules/orders/variables.tf", '"main"', '"shared"');
  const { changes, collisions } = planUpdate(folder, renderModule(gathered), before);
  expect(collisions).toEqual([]);
  expect(changes).not.toContainEqual(expect.objectContaining({ hasConflict: true }));
  writeChanges(folder, changes);
  expect(inFolder("envs/prod/terraform.tfvars")).toMatch(/^memory_size {8}= 1024$/m);
  expect(inFolder("envs/prod/terraform.tfvars")).toMatch(/^vpc_name {4}= "shared"$/m);
  edit("envs/prod/terraform.tfvars", '"shared"', '"prod"');
  const again = planUpdate(folder, renderModule(gathered), renderModule(gathered)).changes;
  expect(again.filter(({ kind }) => kind !== "keep")).toEqual([]);
});
