import { printable } from "../report/index.ts";
import { UserError } from "../user-error.ts";
import { version } from "../version.ts";
import { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";

/** Says on stderr why a command failed, and gives the exit code: an error of the user's, or a bug of ours. */
export function reportFailure(error: unknown, io: Io, debug: boolean): ExitCode {
  const isUserError = error instanceof UserError;
  const text = [isUserError ? userErrorText(error) : bugText(error), debug ? stack(error) : ""]
    .filter(Boolean)
    .join("\n");
  io.stderr.write(`${text.split("\n").map(printable).join("\n")}\n`);
  return isUserError ? ExitCode.unable : ExitCode.bug;
}

function userErrorText({ message, hint }: UserError): string {
  return hint === undefined ? `Error: ${message}` : `Error: ${message}\n  ${hint}`;
}

function bugText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `Error: lambda-tf ${version()} has a bug: ${message}\n  Please report it, with the command and what it prints with --debug`;
}

function stack(error: unknown): string {
  return error instanceof Error ? (error.stack ?? "") : "";
}
