import { join } from "node:path";
import { functionPermissions, prepareCode, suggestedPolicies, workflowPermissions } from "../../lambda/index.ts";
import { loadStacks } from "../../lint/index.ts";
import { permissionsFormats, renderPermissions } from "../../report/index.ts";
import type { Resource } from "../../terraform/index.ts";
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
 * Reports what the functions and state machines at and below a directory need, what their roles grant, and the policies
 * they should have.
 */
export async function runPermissions(directory: string, flags: PermissionsFlags, io: Io): Promise<ExitCode> {
  const format = choose("--format", flags.format, permissionsFormats);
  const request = toRequest([directory], { ...flags, rule: [], only: [] }, io);
  const { stacks, covers, unparsed } = await loadStacks(request);
  for (const stack of stacks) await prepareCode(stack.functions);
  // the modules of a root that is asked for may lie elsewhere
  const isAsked = ({ body, module }: Resource) =>
    covers(body.place().file.path) || covers(join(module.root.directory.path, "main.tf"));
  const functions = stacks.flatMap((stack) =>
    stack.functions
      .filter(({ resource }) => isAsked(resource))
      .map((fn) => functionPermissions(fn, stack, request.asOf)),
  );
  const machines = stacks.flatMap((stack) =>
    stack
      .resources("aws_sfn_state_machine")
      .filter(isAsked)
      .map((machine) => workflowPermissions(machine, stack, request.asOf)),
  );
  const policies = suggestedPolicies([...functions, ...machines]);
  const report = toPermissionsReport({ functions, machines, policies }, io.cwd);
  io.stdout.write(renderPermissions(report, format, await palette(flags.color, io)));
  return reportUnparsed(unparsed, io);
}
