import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { lastingDirectory } from "../helpers/temporary-directory.ts";
import { schemaOfTemplates } from "./schema-of-templates.ts";

const program = fileURLToPath(new URL("../terraform-offline/terraform-offline", import.meta.url));

export const hasTerraform = spawnSync("terraform", ["version"]).status === 0;

/** Runs the real Terraform in a folder, with schema-only providers and no network; throws its output if it fails. */
export function terraform(folder: string, ...args: readonly string[]): string {
  return run(folder, args, {});
}

function run(folder: string, args: readonly string[], environment: Readonly<Record<string, string>>): string {
  const env = { ...process.env, ...environment };
  const ended = spawnSync(program, [`-chdir=${folder}`, ...args], { encoding: "utf8", maxBuffer: 2 ** 26, env });
  if (ended.status !== 0)
    throw new Error(`terraform ${args.join(" ")} exits with ${ended.status}:\n${ended.stdout}${ended.stderr}`);
  return ended.stdout;
}

/**
 * The same for all tests of a file or a `describe`, with providers that keep running: otherwise Terraform starts its
 * own for every step, which takes most of its time.
 */
export function terraformWithProviders(): typeof terraform {
  return terraformBeside(() => [serve("aws"), serve("archive")]);
}

/** The same for scaffolded modules: Terraform reads the schema in every step, so it only has the templates' types. */
export function terraformForTemplates(): typeof terraform {
  const folder = lastingDirectory({ "aws.schema.json": schemaOfTemplates() });
  return terraformBeside(() => [serve("aws", `${folder}/aws.schema.json`), serve("archive")]);
}

function terraformBeside(start: () => readonly Promise<Provider>[]): typeof terraform {
  const environment: Record<string, string> = {};
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    if (!hasTerraform) return;
    const served = await Promise.all(start());
    const attached = served.map(({ name, child, address }) => [
      `registry.terraform.io/hashicorp/${name}`,
      { Protocol: "grpc", ProtocolVersion: 5, Pid: child.pid, Test: true, Addr: { Network: "tcp", String: address } },
    ]);
    environment.TF_REATTACH_PROVIDERS = JSON.stringify(Object.fromEntries(attached));
    children.push(...served.map(({ child }) => child));
  });
  afterAll(() => {
    for (const { stdin } of children) stdin?.end();
  });
  // providers that are already running are not installed
  return (folder, ...args) => run(folder, args, args[0] === "init" ? {} : environment);
}

interface Provider {
  readonly name: string;
  readonly child: ChildProcess;
  readonly address: string;
}

async function serve(name: string, ...schema: readonly string[]): Promise<Provider> {
  const child = spawn(program, ["serve", name, ...schema], { stdio: ["pipe", "pipe", "inherit"] });
  for await (const line of createInterface(child.stdout)) {
    const [, , , address] = line.split("|");
    if (address !== undefined) return { name, child, address };
  }
  throw new Error(`the provider ${name} does not start`);
}

/** The output of Terraform, whether or not it fails: for `validate -json`. */
export function terraformOutput(folder: string, ...args: readonly string[]): string {
  return spawnSync(program, [`-chdir=${folder}`, ...args], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 }).stdout;
}

/** Prints how many tests are skipped on a machine without Terraform. */
export function noticeSkipped(count: number): void {
  if (!hasTerraform) console.warn(`terraform is not installed: ${count} tests are skipped`);
}
