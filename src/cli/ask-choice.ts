import * as clack from "@clack/prompts";
import type { Io } from "./io.ts";

/** Asks a person to choose an answer; undefined if the question is cancelled (Ctrl-C or Escape). */
export async function askChoice<T extends string>(
  message: string,
  options: readonly { readonly value: T; readonly label: string }[],
  { stdin, stdout }: Io,
): Promise<T | undefined> {
  // clack's types ask for node's stream classes, but it only reads and writes
  const streams = { input: stdin as never, output: stdout as never };
  const answer = await clack.select<string>({ message, options: [...options], ...streams });
  return options.find(({ value }) => value === answer)?.value;
}
