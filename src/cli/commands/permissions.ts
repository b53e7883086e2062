import { functionPermissions, prepareCode, type Stack, suggestedPolicies } from "../../lambda/index.ts";
import { loadStacks } from "../../lint/index.ts";
import { permissionsFormats, renderPermissions } from "../../report/index.ts";
import { choose } from "../choose.ts";
import { palette } from "../colour.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { toDay, toVariables } from "../lint-request.ts";
import { toPermissionsReport } from "../permissions-report.ts";

export interface PermissionsFlags {
  readonly format: string;
  readonly var: readonly string[];
  readonly varFile: readonly string[];
  readonly color: boolean;
}

/** Says what the functions at and below a directory need, what their roles grant, and the policies these should have. */
export async function runPermissions(directory: string, flags: PermissionsFlags, io: Io): Promise<ExitCode> {
  const format = choose("--format", flags.format, permissionsFormats);
  const stacks = await loadStacks(directory, io.cwd, toVariables(flags, io));
  const all = [];
  for (const stack of stacks) all.push(...(await permissionsIn(stack)));
  const report = toPermissionsReport(all, suggestedPolicies(all), io.cwd);
  io.stdout.write(renderPermissions(report, format, await palette(flags.color, io)));
  return ExitCode.clean;
}

async function permissionsIn(stack: Stack) {
  await prepareCode(stack.functions);
  return stack.functions.map((fn) => functionPermissions(fn, stack, toDay()));
}
