import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { reportFailure } from "../../src/cli/failure.ts";
import type { Io } from "../../src/cli/io.ts";
import { UserError } from "../../src/user-error.ts";

async function reported(error: unknown, debug = false): Promise<{ exitCode: number; stderr: string }> {
  const stderr = new PassThrough();
  const isTerminal = { stdin: false, stdout: false };
  const io: Io = { stdout: stderr, stderr, stdin: stderr, cwd: "/", env: {}, isTerminal };
  const exitCode = reportFailure(error, io, debug);
  stderr.end();
  return { exitCode, stderr: await text(stderr) };
}

test("an error that the user can fix is reported in one sentence with a hint", async () => {
  const told = await reported(new UserError("main.tf does not exist", "Name a file that does"));
  expect(told).toEqual({ exitCode: 2, stderr: "Error: main.tf does not exist\n  Name a file that does\n" });
});

test("a bug is reported as one, with a way to report it", async () => {
  const { exitCode, stderr } = await reported(new TypeError("x is undefined"));
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(/^Error: lambda-tf [\d.]+ has a bug: x is undefined\n {2}Please report it, .*--debug\n$/);
});

test("an error of the operating system is not reported as a bug", async () => {
  const told = await reported(Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC", syscall: "write" }));
  expect(told).toEqual({ exitCode: 2, stderr: "Error: ENOSPC: no space left\n" });
});

test("the stack is shown only with --debug", async () => {
  const error = new TypeError("x is undefined");
  expect((await reported(error)).stderr).not.toContain("failure.test.ts");
  expect((await reported(error, true)).stderr).toContain("failure.test.ts");
});

test("the text of an error cannot control the terminal", async () => {
  expect((await reported(new UserError("\u001b[2Jgone does not exist"))).stderr).toBe(
    "Error: ␛[2Jgone does not exist\n",
  );
});
