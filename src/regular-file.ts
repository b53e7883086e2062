import { readFileSync, statSync } from "node:fs";

/**
 * The text of a file that is one, without a byte order mark: reading of a pipe or a device, which may have any name, might
 * never end.
 * @param most bytes that it may have
 */
export function readRegularFile(file: string, most = Number.POSITIVE_INFINITY): string {
  const stats = statSync(file);
  // reading says of a directory that it is one
  if (!stats.isFile() && !stats.isDirectory()) throw new Error("it is not a regular file");
  if (stats.size > most) throw new Error(`it has more than ${most / 1_000_000} MB`);
  const text = readFileSync(file, "utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
