import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../terraform-offline/terraform-offline", import.meta.url));

export const hasTerraform = spawnSync("terraform", ["version"]).status === 0;

/** Runs the real Terraform, with schema-only providers and no network, in a folder; throws with its output if it fails. */
export function terraform(folder: string, ...args: readonly string[]): string {
  const run = spawnSync(program, [`-chdir=${folder}`, ...args], { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (run.status !== 0)
    throw new Error(`terraform ${args.join(" ")} exits with ${run.status}:\n${run.stdout}${run.stderr}`);
  return run.stdout;
}

/** What it prints, whether or not it fails: for `validate -json`. */
export function terraformOutput(folder: string, ...args: readonly string[]): string {
  return spawnSync(program, [`-chdir=${folder}`, ...args], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 }).stdout;
}

/** Says how many tests a machine without Terraform leaves out. */
export function noticeSkipped(count: number): void {
  if (!hasTerraform) console.warn(`terraform is not installed: ${count} tests are skipped`);
}
