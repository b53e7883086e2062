import path from "node:path";
import { PassThrough } from "node:stream";
import { expect } from "vitest";
import { runAdd } from "../../src/cli/commands/add.ts";
import { runInit } from "../../src/cli/commands/init.ts";
import { runUpdate } from "../../src/cli/commands/update.ts";
import type { ExitCode } from "../../src/cli/exit-code.ts";
import type { Io } from "../../src/cli/io.ts";
import { UserError } from "../../src/user-error.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

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
  readonly preset?: string;
  readonly flags?: readonly ("yes" | "dryRun" | "diff" | "force")[];
  /** The user's input, line by line; without it there is no terminal. */
  readonly typed?: readonly string[];
  readonly env?: Io["env"];
}

/** Runs add or update as the command line does, in the folder `orders`. */
export async function changeIn(
  cwd: string,
  { add, set = [], flags = [] }: { add?: string; set?: readonly string[]; flags?: readonly ("check" | "diff")[] },
): Promise<InitRun> {
  const options = { set, ...Object.fromEntries(flags.map((flag) => [flag, true])) };
  return captured({ cwd }, (io) =>
    add === undefined ? runUpdate("orders", options, io) : runAdd(add, "orders", options, io),
  );
}

/** Runs init as the command line does. */
export async function scaffoldIn(setting: InitSetting): Promise<InitRun> {
  const { directory = "orders", set = [], answers, preset, flags = ["yes"] } = setting;
  const options = { answers, preset, set, ...Object.fromEntries(flags.map((flag) => [flag, true])) };
  return captured(setting, (io) => runInit(directory, options, io));
}

/** Scaffolds a module in a temporary directory, which is removed when the test ends, and returns its folder. */
export async function scaffolded(setting: Omit<InitSetting, "cwd" | "directory">): Promise<string> {
  const cwd = temporaryDirectory();
  expect(await scaffoldIn({ ...setting, cwd })).toMatchObject({ exitCode: 0, problem: "" });
  return path.join(cwd, "orders");
}

export async function captured(
  { cwd, typed, env = {} }: Pick<InitSetting, "cwd" | "typed" | "env">,
  command: (io: Io) => Promise<ExitCode>,
): Promise<InitRun> {
  const stdout = collector();
  const stderr = collector();
  const stdin = new PassThrough();
  const isTerminal = typed !== undefined;
  const io: Io = {
    ...{ stdout: stdout.stream, stderr: stderr.stream, stdin, cwd, env },
    isTerminal: { stdin: isTerminal, stdout: isTerminal },
  };
  const typing = type(stdin, typed ?? [], stdout.text);
  try {
    const exitCode = await command(io);
    return { exitCode, stdout: stdout.text(), problem: stderr.text() };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { exitCode: 2, stdout: stdout.text(), problem: [error.message, error.hint ?? ""].join("\n") };
  } finally {
    clearInterval(typing);
  }
}

/** Types each text after its prompt has been drawn: once the screen has changed and no more output follows. */
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
