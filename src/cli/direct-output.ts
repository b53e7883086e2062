import { writeSync } from "node:fs";
import { ExitCode } from "./exit-code.ts";

/**
 * Writes to a file or pipe without the stream that node has for it, which takes a tenth of a short run to make.
 * @param stream for what a pipe has no room for, if it says so rather than wait
 */
export function directOutput(
  descriptor: number,
  stream: () => NodeJS.WritableStream,
): Pick<NodeJS.WritableStream, "write"> {
  let hasRoom = true;
  return {
    write(text: string | Uint8Array): boolean {
      let rest = Buffer.from(text);
      try {
        while (hasRoom && rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EAGAIN") {
          endUnlessClosed(error as NodeJS.ErrnoException);
          return false;
        }
        hasRoom = false;
        stream().on("error", endUnlessClosed);
      }
      return rest.length === 0 || stream().write(rest);
    },
  };
}

/**
 * A reader that has seen enough (`| head -1`) is no failure: what is left is written to nobody. Where a disk is full, the
 * report is not there, and no exit code of a run that has ended well or with findings may say that it is.
 */
export function endUnlessClosed({ code, message }: NodeJS.ErrnoException): void {
  if (code === "EPIPE") return;
  try {
    writeSync(2, `Error: The output cannot be written (${code ?? message})\n`);
  } finally {
    process.exit(ExitCode.unable);
  }
}
