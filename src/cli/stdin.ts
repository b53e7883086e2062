import type { Io } from "./io.ts";

/** Reads all of stdin as text, without a byte order mark. */
export async function readStdin({ stdin }: Io): Promise<string> {
  const { text } = await import("node:stream/consumers");
  return (await text(stdin)).replace(/^\ufeff/, "");
}
