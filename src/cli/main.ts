import type { CommanderError } from "commander";
import type { JudgeTask } from "../lint/index.ts";
import type { Finding } from "../report/index.ts";
import { ExitCode } from "./exit-code.ts";
import { reportFailure } from "./failure.ts";
import { type Io, processIo } from "./io.ts";
import { createProgram, isCommand } from "./program.ts";

/** Runs the command in `args` (without node and script), and returns the exit code. */
export async function main(args: readonly string[], io: Io = processIo()): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.clean;
  const finish = (code: ExitCode) => {
    exitCode = code;
  };
  const asked = plainly(args);
  const program = createProgram(io, finish, asked[0]);
  try {
    await program.parseAsync(asked, { from: "user" });
    return exitCode;
  } catch (error) {
    if (isCommanderError(error)) return error.exitCode === 0 ? ExitCode.clean : ExitCode.unable;
    return reportFailure(error, io, args.includes("--debug"));
  }
}

/** The work of a thread that lint started: see src/lint/threads. */
export async function judgeShare(task: JudgeTask): Promise<readonly Finding[]> {
  const { judgeShare: judge } = await import("./commands/lint.ts");
  return judge(task);
}

/**
 * Turns `help lint` into `lint --help`. For an unknown command only its name is left, so that the error is about the
 * command.
 */
function plainly(args: readonly string[]): readonly string[] {
  const [name = "", ...rest] = args;
  if (name === "help" && rest[0] !== undefined) return plainly([rest[0], "--help"]);
  return name === "" || name.startsWith("-") || isCommand(name) ? args : [name];
}

/** Commander throws this once it has printed help, version or an error. */
function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && "code" in error && String(error.code).startsWith("commander.");
}
