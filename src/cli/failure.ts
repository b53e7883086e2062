import { printable } from "../report/index.ts";
import { UserError } from "../user-error.ts";
import { version } from "../version.ts";
import { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";

/** Reports on stderr why a command failed, and returns the exit code: for an error of the user's, or for a bug. */
export function reportFailure(error: unknown, io: Io, debug: boolean): ExitCode {
  const isOurs = !(error instanceof UserError || isRefusal(error));
  const text = [isOurs ? bugText(error) : userErrorText(error), debug ? stack(error) : ""].filter(Boolean).join("\n");
  io.stderr.write(`${text.split("\n").map(printable).join("\n")}\n`);
  return isOurs ? ExitCode.bug : ExitCode.unable;
}

/** Errors with which an operating system may refuse any operation, for reasons outside this program. */
const REFUSALS: ReadonlySet<unknown> = new Set([
  ...["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "EMFILE", "ENFILE", "EIO", "EBUSY", "ELOOP", "ENAMETOOLONG"],
]);

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error && "code" in error && REFUSALS.has(error.code);
}

function userErrorText(error: UserError | Error): string {
  const { message } = error;
  const hint = error instanceof UserError ? error.hint : undefined;
  return hint === undefined ? `Error: ${message}` : `Error: ${message}\n  ${hint}`;
}

function bugText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `Error: lambda-tf ${version()} has a bug: ${message}\n  Please report it, with the command and its output with --debug`;
}

function stack(error: unknown): string {
  return error instanceof Error ? (error.stack ?? "") : "";
}
