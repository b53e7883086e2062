import { openSync, readFileSync, readSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

/** The URL of a data file, which is in `data` beside this source or, in the build, beside the bundle. */
function locate(name: string): URL {
  return new URL(`./data/${name}`, import.meta.url);
}

/** Reads a JSON data file. `T` is what the generating script wrote; it is not checked. */
export function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(locate(name), "utf8")) as T;
}

/** Named JSON texts in one file, each decompressed when it is asked for. */
export interface Pack {
  names(): readonly string[];
  has(name: string): boolean;
  /** The JSON of the chunk with this name, or undefined if there is none. `T` is not checked. */
  read<T>(name: string): T | undefined;
}

const HEAD_BYTES = 8;

/**
 * Opens a pack, which scripts/data-pack.mjs writes: the lengths of index and dictionary (four bytes each, little
 * endian), the index (a line with the date, then a line `name TAB start TAB length` for each chunk), the dictionary,
 * and the chunks, each deflated against the dictionary, or stored as they are if there is none. The index is searched
 * as text rather than parsed: a run looks up a handful of thousands of names. The file stays open until the process
 * ends. Throws if it is missing.
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
 * The position of the line break before a name's line; -1 if there is none. Nearly all names are sorted, so this is a
 * binary search; a name that is not where the order puts it is searched for from the start.
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
