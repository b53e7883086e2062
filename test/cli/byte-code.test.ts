import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, truncateSync, utimesSync } from "node:fs";
import { expect, test } from "vitest";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

test("byte code is kept for the next run, and ignored if it is broken", () => {
  const directory = copyOfThePackage();
  const run = () => spawnSync(process.execPath, [`${directory}/bin/lambda-tf.js`, "rules"], { encoding: "utf8" });
  const first = run();
  expect(first).toMatchObject({ status: 0, stderr: "" });
  const kept = byteCode(directory);
  expect(kept.size).toBeGreaterThan(1);

  expect(run()).toMatchObject({ status: 0, stderr: "", stdout: first.stdout });
  expect(byteCode(directory)).toEqual(kept);

  for (const [file, bytes] of kept) truncateSync(file, bytes / 2);
  expect(run()).toMatchObject({ status: 0, stderr: "", stdout: first.stdout });
  for (const [file, bytes] of byteCode(directory)) expect(bytes).toBeGreaterThan((kept.get(file) ?? 0) / 2);
});

test("existing byte code gains the functions that later runs call, and loses none", () => {
  const directory = copyOfThePackage();
  const lint = (text: string) => {
    const cwd = temporaryDirectory({ "main.tf": text });
    const run = spawnSync(process.execPath, [`${directory}/bin/lambda-tf.js`, "lint"], { cwd, encoding: "utf8" });
    expect(run.stderr).toBe("");
    return total(byteCode(directory));
  };
  const small = 'variable "name" {}';
  const large = `
    resource "aws_iam_role" "orders" {
      assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = "*" }] })
    }
    resource "aws_lambda_function" "orders" {
      function_name = "orders"
      role          = aws_iam_role.orders.arn
    }`;
  const first = lint(small);
  expect(lint(large)).toBe(first);

  const age = () => {
    for (const file of byteCode(directory).keys()) utimesSync(file, 0, 0);
  };
  age();
  const second = lint(large);
  expect(second).toBeGreaterThan(first * 1.1);

  age();
  expect(lint(small)).toBeGreaterThanOrEqual(second);
});

function total(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

/** A copy that has not run yet. */
function copyOfThePackage(): string {
  const directory = temporaryDirectory();
  const filter = (file: string): boolean => !file.endsWith("/byte-code");
  for (const part of ["bin", "dist", "package.json"])
    cpSync(`${repository}${part}`, `${directory}/${part}`, { recursive: true, filter });
  return directory;
}

/** The files of byte code in a copy, and their sizes. */
function byteCode(directory: string): ReadonlyMap<string, number> {
  const folder = `${directory}/dist/byte-code`;
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".cjs"));
  return new Map(names.map((name) => [`${folder}/${name}`, readFileSync(`${folder}/${name}`).length]));
}
