import type { Finding } from "../report/index.ts";
import { printable } from "../report/index.ts";
import { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";

/** Says of each file that does not parse why, on standard error; with any, the command could not do all of its work. */
export function reportUnparsed(unparsed: readonly Finding[], { stderr }: Pick<Io, "stderr">): ExitCode {
  for (const { file, range, message } of unparsed)
    stderr.write(`${printable(`${file}:${range.start.line}: ${message}`)}\n`);
  return unparsed.length > 0 ? ExitCode.unable : ExitCode.clean;
}
