import { writeSync } from "node:fs";
import { ExitCode } from "./exit-code.ts";

/** The outside world of a command, passed in so that a test can stand in for a terminal. */
export interface Io {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly stdin: NodeJS.ReadableStream;
  /** The working directory, absolute: paths are resolved against it and shown relative to it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person sits at the end. */
  readonly isTerminal: { readonly stdin: boolean; readonly stdout: boolean };
}

/** Each stream is made when first asked for: that takes node a while, and few runs read stdin or write to stderr. */
export function processIo(): Io {
  return {
    get stdout() {
      return outliving(process.stdout);
    },
    get stderr() {
      return outliving(process.stderr);
    },
    get stdin() {
      return process.stdin;
    },
    cwd: process.cwd(),
    env: process.env,
    isTerminal: {
      get stdin() {
        return process.stdin.isTTY === true;
      },
      get stdout() {
        return process.stdout.isTTY === true;
      },
    },
  };
}

/** The stream, whose failures are ours to judge. */
function outliving(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (!stream.listeners("error").includes(endUnlessClosed)) stream.on("error", endUnlessClosed);
  return stream;
}

/**
 * A reader that has seen enough (`| head -1`) is no failure: what is left is written to nobody. Where a disk is full, the
 * report is not there, and no exit code of a run that has ended well or with findings may say that it is.
 */
function endUnlessClosed({ code, message }: NodeJS.ErrnoException): void {
  if (code === "EPIPE") return;
  try {
    writeSync(2, `Error: The output cannot be written (${code ?? message})\n`);
  } finally {
    process.exit(ExitCode.unable);
  }
}
