import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../..", import.meta.url));
export const binary = `${repository}bin/lambda-tf.js`;

export interface CliRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs the built command line as its users do, in a separate process and without a terminal. */
export function runCli(args: readonly string[], { cwd = repository, env = {}, input = "" }: CliOptions = {}): CliRun {
  const { PATH = "", HOME = "" } = process.env;
  const run = spawnSync(process.execPath, [binary, ...args], {
    cwd,
    input,
    env: { PATH, HOME, ...env },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { exitCode: run.status, stdout: run.stdout, stderr: run.stderr };
}
