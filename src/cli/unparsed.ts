import { type Finding, printable } from "../report/index.ts";
import { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";

/** Reports on stderr why each of these files does not parse, and returns the exit code: `unable` if there are any. */
export function reportUnparsed(unparsed: readonly Finding[], { stderr }: Pick<Io, "stderr">): ExitCode {
  for (const { file, range, message } of unparsed)
    stderr.write(`${printable(`${file}:${range.start.line}: ${message}`)}\n`);
  return unparsed.length > 0 ? ExitCode.unable : ExitCode.clean;
}
