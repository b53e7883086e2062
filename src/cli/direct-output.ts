import { writeSync } from "node:fs";
import { ExitCode } from "./exit-code.ts";

/**
 * Writes to a file or pipe directly: creating node's stream takes a tenth of a short run.
 * @param stream takes what a full non-blocking pipe refuses
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
 * Ends the process on an error of an output stream. A reader that has seen enough (`| head -1`) is no failure: the rest
 * is discarded. If the disk is full the report is incomplete, and the exit code must not suggest otherwise.
 */
export function endUnlessClosed({ code, message }: NodeJS.ErrnoException): void {
  if (code === "EPIPE") return;
  try {
    writeSync(2, `Error: The output cannot be written (${code ?? message})\n`);
  } finally {
    process.exit(ExitCode.unable);
  }
}
