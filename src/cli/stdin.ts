import type { Io } from "./io.ts";

/** All that comes on stdin, as text without a byte order mark. */
export async function readStdin({ stdin }: Io): Promise<string> {
  const { text } = await import("node:stream/consumers");
  return (await text(stdin)).replace(/^\ufeff/, "");
}
