import { functionPermissions, prepareCode, suggestedPolicies } from "../../lambda/index.ts";
import { loadStacks } from "../../lint/index.ts";
import { permissionsFormats, renderPermissions } from "../../report/index.ts";
import { choose } from "../choose.ts";
import { palette } from "../colour.ts";
import type { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { type JudgeFlags, toRequest } from "../lint-request.ts";
import { toPermissionsReport } from "../permissions-report.ts";
import { reportUnparsed } from "../unparsed.ts";

interface PermissionsFlags extends Pick<JudgeFlags, "var" | "varFile"> {
  readonly format: string;
  readonly color: boolean;
}

/**
 * Reports what the functions at and below a directory need, what their roles grant, and the policies they should have.
 */
export async function runPermissions(directory: string, flags: PermissionsFlags, io: Io): Promise<ExitCode> {
  const format = choose("--format", flags.format, permissionsFormats);
  const request = toRequest([directory], { ...flags, rule: [], only: [] }, io);
  const { stacks, covers, unparsed } = await loadStacks(request);
  for (const stack of stacks) await prepareCode(stack.functions);
  const all = stacks.flatMap((stack) =>
    stack.functions
      .filter((fn) => covers(fn.place().file.path))
      .map((fn) => functionPermissions(fn, stack, request.asOf)),
  );
  const report = toPermissionsReport(all, suggestedPolicies(all), io.cwd);
  io.stdout.write(renderPermissions(report, format, await palette(flags.color, io)));
  return reportUnparsed(unparsed, io);
}
