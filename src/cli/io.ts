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

/** A reader that has seen enough (`| head -1`) is no failure: what is left is written to nobody. */
function outliving(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (!stream.listeners("error").includes(ignoreClosedPipe)) stream.on("error", ignoreClosedPipe);
  return stream;
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
