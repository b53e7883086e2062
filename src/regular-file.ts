import { readFileSync, statSync } from "node:fs";

/**
 * The text of a regular file, without a byte order mark. Reading a pipe or a device, which may have any name, might
 * never end.
 * @param most the maximum size in bytes
 */
export function readRegularFile(file: string, most = Number.POSITIVE_INFINITY): string {
  const stats = statSync(file);
  // for a directory, reading it gives the better error
  if (!stats.isFile() && !stats.isDirectory()) throw new Error("it is not a regular file");
  if (stats.size > most) throw new Error(`it has more than ${most / 1_000_000} MB`);
  const text = readFileSync(file, "utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
