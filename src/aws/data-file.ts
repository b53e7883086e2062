import { openSync, readFileSync, readSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

/** A data file lies beside this source, and beside the bundle as `dist/data`. */
function locate(name: string): URL {
  return new URL(`./data/${name}`, import.meta.url);
}

/** A data file that holds JSON; the caller names the type that the generating script wrote. */
export function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(locate(name), "utf8")) as T;
}

/** Named texts in one file, each read when asked for. */
export interface Pack {
  /** The day up to which its sources go, YYYY-MM-DD. */
  readonly date: string;
  names(): readonly string[];
  has(name: string): boolean;
  /** The JSON of one chunk, or undefined if there is none of this name; the caller names the type. */
  read<T>(name: string): T | undefined;
}

const HEAD_BYTES = 8;

/**
 * Opens a pack, which scripts/data-pack.mjs writes: the lengths of index and dictionary (four bytes each, little endian),
 * the index (a line with the date, then a line `name TAB start TAB length` for each chunk), the dictionary, and the
 * chunks, each deflated against the dictionary, or as they are if there is none. The index is searched as it is, never taken apart: a run looks up a
 * handful of thousands. The file stays open until the process ends. Throws if it is missing.
 */
export function openPack(fileName: string): Pack {
  const file = openSync(locate(fileName), "r");
  const head = readBytes(file, 0, HEAD_BYTES);
  const dictionaryStart = HEAD_BYTES + head.readUInt32LE(0);
  const bodyStart = dictionaryStart + head.readUInt32LE(4);
  const front = readBytes(file, HEAD_BYTES, bodyStart - HEAD_BYTES);
  const index = front.toString("latin1", 0, dictionaryStart - HEAD_BYTES);
  const dictionary = front.subarray(dictionaryStart - HEAD_BYTES);
  const find = (name: string) => (/[\t\n]/.test(name) ? -1 : findLine(index, name));
  return {
    date: index.slice(0, index.indexOf("\n")),
    names: () => [...index.matchAll(/^(.+)\t\d+\t\d+$/gm)].map((line) => line[1] ?? ""),
    has: (name) => find(name) >= 0,
    read<T>(name: string) {
      const at = find(name);
      if (at < 0) return undefined;
      const [, start, length] = index.slice(at + 1, index.indexOf("\n", at + 1)).split("\t");
      const chunk = readBytes(file, bodyStart + Number(start), Number(length));
      const text = dictionary.length > 0 ? inflateRawSync(chunk, { dictionary }) : chunk;
      return JSON.parse(text.toString("utf8")) as T;
    },
  };
}

/**
 * Where the line of a name starts, at the line break before it; -1 if there is none. Names are in order but for a few: what
 * is not where it would be is looked for from the start.
 */
function findLine(index: string, name: string): number {
  let [low, high] = [0, index.length];
  while (low < high) {
    const start = index.lastIndexOf("\n", (low + high) >>> 1);
    if (start < low) break;
    const end = index.indexOf("\t", start);
    const found = index.slice(start + 1, end < 0 ? undefined : end);
    if (found === name) return start;
    if (found < name) low = index.indexOf("\n", start + 1);
    else high = start;
    if (low < 0) break;
  }
  return index.indexOf(`\n${name}\t`);
}

function readBytes(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  if (readSync(file, bytes, 0, length, position) !== length) throw new Error("a data file of lambda-tf is cut short");
  return bytes;
}
