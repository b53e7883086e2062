import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { functionNames } from "../../src/terraform/functions/index.ts";
import { SIGNATURES, SIGNATURES_OF } from "../../src/terraform/functions/signatures.generated.ts";
import { functionSignature } from "../../src/terraform/functions/signatures.ts";

interface Signatures {
  readonly function_signatures: Readonly<
    Record<string, { readonly parameters?: readonly unknown[]; readonly variadic_parameter?: unknown }>
  >;
}

function ask<T>(...args: readonly string[]): T | undefined {
  const run = spawnSync("terraform", args, { encoding: "utf8" });
  return run.status === 0 ? (JSON.parse(run.stdout) as T) : undefined;
}

const version = ask<{ terraform_version: string }>("version", "-json")?.terraform_version;

it("reads parameters, variadic parameters and results", () => {
  expect(functionSignature("cidrsubnets")).toEqual({
    parameters: [{ type: { kind: "string" }, isNullable: false }],
    rest: { type: { kind: "number" }, isNullable: false },
    result: { kind: "list", of: { kind: "string" } },
  });
  expect(functionSignature("jsonencode")?.parameters).toEqual([{ type: { kind: "any" }, isNullable: true }]);
  expect(functionSignature("frobnicate")).toBeUndefined();
});

it("knows every function that is evaluated", () => {
  expect(functionNames.filter((name) => functionSignature(name) === undefined)).toEqual([]);
});

it.skipIf(version !== SIGNATURES_OF)("has the functions of terraform, each with the same number of parameters", () => {
  const { function_signatures: found } = ask<Signatures>("metadata", "functions", "-json") as Signatures;
  const own = Object.keys(found).filter((name) => !name.includes("::"));
  expect(
    SIGNATURES.trim()
      .split("\n")
      .map((line) => line.split(" ")[0]),
  ).toEqual(own.toSorted());
  for (const name of own) {
    const signature = functionSignature(name);
    expect([name, signature?.parameters.length, signature?.rest !== undefined]).toEqual([
      name,
      found[name]?.parameters?.length ?? 0,
      found[name]?.variadic_parameter !== undefined,
    ]);
  }
});
