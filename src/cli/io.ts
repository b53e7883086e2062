import { fstatSync } from "node:fs";
import { directOutput, endUnlessClosed } from "./direct-output.ts";

/** The outside world of a command, passed in so that a test can stand in for a terminal. */
export interface Io {
  readonly stdout: Pick<NodeJS.WritableStream, "write">;
  readonly stderr: Pick<NodeJS.WritableStream, "write">;
  readonly stdin: NodeJS.ReadableStream;
  /** The working directory, absolute: paths are resolved against it and shown relative to it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person sits at the end. */
  readonly isTerminal: { readonly stdin: boolean; readonly stdout: boolean };
}

/** Each stream is made when first asked for: that takes node a while, and few runs read stdin or write to stderr. */
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

/** Whether it may be a terminal, as pipes, sockets and files are not. */
function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    // closed: node opens something in its place
    return true;
  }
}

/** The stream, whose failures are ours to judge. */
function outliving(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (!stream.listeners("error").includes(endUnlessClosed)) stream.on("error", endUnlessClosed);
  return stream;
}
