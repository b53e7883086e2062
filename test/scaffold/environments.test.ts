import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { changeIn, scaffoldIn } from "./scaffold-in.ts";

const LAYOUT = ["layout=environments", "backend=local"];
const NETWORK = ["vpc=true", "vpc_name=main"];

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
