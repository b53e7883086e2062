import type { CommanderError } from "commander";
import { ExitCode } from "./exit-code.ts";
import { reportFailure } from "./failure.ts";
import { type Io, processIo } from "./io.ts";
import { createProgram } from "./program.ts";

/** Runs the command that `args` names (without node and script), and gives what the process is to exit with. */
export async function main(args: readonly string[], io: Io = processIo()): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.clean;
  const finish = (code: ExitCode) => {
    exitCode = code;
  };
  const program = createProgram(io, finish, args[0]);
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (isCommanderError(error)) return error.exitCode === 0 ? ExitCode.clean : ExitCode.unable;
    return reportFailure(error, io, args.includes("--debug"));
  }
}

/** Commander has already printed help, version or complaint when it throws this. */
function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && "code" in error && String(error.code).startsWith("commander.");
}
