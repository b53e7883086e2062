import { resolve } from "node:path";
import { hclToJson } from "../../hcl/hcl2json.ts";
import { readNamedFile } from "../../named-path.ts";
import { UserError } from "../../user-error.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";

/** Prints an HCL file as indented JSON. Throws a UserError if it cannot be read or does not parse. */
export async function runParse(file: string, io: Io): Promise<ExitCode> {
  const result = await hclToJson(file, readNamedFile(resolve(io.cwd, file), file));
  if (result.kind === "rejected") throw new UserError(result.message);
  io.stdout.write(`${JSON.stringify(result.json, null, 2)}\n`);
  return ExitCode.clean;
}
