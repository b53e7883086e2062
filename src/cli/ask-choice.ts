import * as clack from "@clack/prompts";
import type { Io } from "./io.ts";

/** Lets a person choose one of some answers; undefined where the person leaves the question (Ctrl-C or Escape). */
export async function askChoice<T extends string>(
  message: string,
  options: readonly { readonly value: T; readonly label: string }[],
  { stdin, stdout }: Io,
): Promise<T | undefined> {
  // clack's types name the classes, but it only reads and writes
  const streams = { input: stdin as never, output: stdout as never };
  const answer = await clack.select<string>({ message, options: [...options], ...streams });
  return options.find(({ value }) => value === answer)?.value;
}
