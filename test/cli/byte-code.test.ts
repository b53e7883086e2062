import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import { expect, test } from "vitest";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

test("byte code is kept for the next run, and passed over where it is broken", () => {
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
