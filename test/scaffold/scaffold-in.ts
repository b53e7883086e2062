import { PassThrough } from "node:stream";
import { runInit } from "../../src/cli/commands/init.ts";
import type { Io } from "../../src/cli/io.ts";
import { UserError } from "../../src/user-error.ts";

export interface InitRun {
  readonly exitCode: number;
  readonly stdout: string;
  /** The sentence and hint of a UserError, which the command line prints. */
  readonly problem: string;
}

export interface InitSetting {
  readonly cwd: string;
  readonly directory?: string;
  readonly set?: readonly string[];
  readonly answers?: string;
  readonly flags?: readonly ("yes" | "dryRun" | "diff" | "force")[];
  /** What a person types; without it there is no terminal. */
  readonly typed?: readonly string[];
  readonly env?: Io["env"];
}

/** Runs init as the command line does. */
export async function scaffoldIn(setting: InitSetting): Promise<InitRun> {
  const { cwd, directory = "orders", set = [], answers, flags = ["yes"], typed, env = {} } = setting;
  const stdout = collector();
  const stderr = collector();
  const stdin = new PassThrough();
  const isTerminal = typed !== undefined;
  const io: Io = {
    ...{ stdout: stdout.stream, stderr: stderr.stream, stdin, cwd, env },
    isTerminal: { stdin: isTerminal, stdout: isTerminal, stderr: isTerminal },
  };
  const typing = type(stdin, typed ?? [], stdout.text);
  const options = { answers, set, ...Object.fromEntries(flags.map((flag) => [flag, true])) };
  try {
    const exitCode = await runInit(directory, options, io);
    return { exitCode, stdout: stdout.text(), problem: stderr.text() };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { exitCode: 2, stdout: stdout.text(), problem: [error.message, error.hint ?? ""].join("\n") };
  } finally {
    clearInterval(typing);
  }
}

/** Types each text once the prompt before it has been drawn: when something new is on the screen, and it is at rest. */
function type(stdin: PassThrough, typed: readonly string[], screen: () => string): NodeJS.Timeout {
  const left = [...typed];
  let seen = "";
  let answered = "";
  return setInterval(() => {
    const now = screen();
    if (now !== seen) {
      seen = now;
      return;
    }
    if (now === answered) return;
    answered = now;
    const next = left.shift();
    if (next !== undefined) stdin.write(next);
  }, 20);
}

function collector(): { readonly stream: PassThrough; readonly text: () => string } {
  const stream = new PassThrough();
  let text = "";
  stream.on("data", (chunk) => {
    text += String(chunk);
  });
  return { stream, text: () => text };
}
