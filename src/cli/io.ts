import { fstatSync } from "node:fs";
import { directOutput, endUnlessClosed } from "./direct-output.ts";

/** Everything outside of a command, passed in so that tests can replace it. */
export interface Io {
  readonly stdout: Pick<NodeJS.WritableStream, "write">;
  readonly stderr: Pick<NodeJS.WritableStream, "write">;
  readonly stdin: NodeJS.ReadableStream;
  /** The working directory, absolute: paths are resolved against it and shown relative to it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the stream is connected to a terminal. */
  readonly isTerminal: { readonly stdin: boolean; readonly stdout: boolean };
}

/**
 * The process's own input and output. Each stream is created when first asked for: that takes node a while, and few
 * runs read stdin or write to stderr.
 */
export function processIo(): Io {
  const direct = isDevice(1) ? undefined : directOutput(1, () => process.stdout);
  return {
    get stdout() {
      return direct ?? outliving(process.stdout);
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
        return direct === undefined && process.stdout.isTTY === true;
      },
    },
  };
}

/** Whether a descriptor may be a terminal: pipes, sockets and files are not. */
function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    // closed: node opens something in its place
    return true;
  }
}

/** A stream whose errors are handled here rather than ending the process with a stack trace. */
function outliving(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (!stream.listeners("error").includes(endUnlessClosed)) stream.on("error", endUnlessClosed);
  return stream;
}
