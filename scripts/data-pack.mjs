// Writes a pack: named chunks of text in one file, so that a reader takes out only what it asks for; as they are, or
// each compressed by itself against a shared dictionary. Read by src/aws/data-file.ts, which describes the layout.
import { readFileSync, writeFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";

const DICTIONARY_SIZE = 32_768;
const dataFolder = new URL("../src/aws/data/", import.meta.url);

/** `chunks`: [name, text] pairs; names contain neither tabs nor line breaks. Returns the size of the file in bytes. */
export function writePack(fileName, date, chunks) {
  return write(fileName, date, chunks, Buffer.alloc(0), (text) => Buffer.from(text));
}

/** The same, compressed, for data that would be too large for the package. */
export function writeCompressedPack(fileName, date, chunks) {
  const dictionary = commonText(chunks.map(([, text]) => text));
  return write(fileName, date, chunks, dictionary, (text) =>
    deflateRawSync(text, { level: 9, memLevel: 9, dictionary }),
  );
}

function write(fileName, date, chunks, dictionary, compress) {
  const bodies = chunks.map(([, text]) => compress(text));
  let start = 0;
  const lines = chunks.map(([name], index) => {
    const line = `${name}\t${start}\t${bodies[index].length}`;
    start += bodies[index].length;
    return line;
  });
  const index = Buffer.from(`${date}\n${lines.join("\n")}\n`);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(index.length, 0);
  head.writeUInt32LE(dictionary.length, 4);
  const file = Buffer.concat([head, index, dictionary, ...bodies]);
  writeFileSync(new URL(fileName, dataFolder), file);
  return file.length;
}

export function writeData(fileName, text) {
  writeFileSync(new URL(fileName, dataFolder), text);
}

export function readData(fileName) {
  return readFileSync(new URL(fileName, dataFolder), "utf8");
}

/** The texts that make the best dictionary, the most valuable last, where references to them are shortest. */
function commonText(texts) {
  const counts = new Map();
  for (const text of texts) {
    const seen = new Set(text.match(/[[{,]?"(?:[^"\\]|\\.)*"[:\]}]*(?:\{|\[|,\d+)?/g) ?? []);
    const pieces = [...text.matchAll(/(?:[^,{}[\]]+[,{}[\]]+){1,6}/g)].map((match) => match[0]);
    for (const piece of new Set([...seen, ...pieces])) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  }
  const worth = ([piece, count]) => (count - 1) * (piece.length - 3);
  const ranked = [...counts]
    .filter(([piece, count]) => count > 2 && piece.length > 4)
    .sort((a, b) => worth(b) - worth(a));
  let dictionary = "";
  for (const [piece] of ranked) {
    if (dictionary.includes(piece)) continue;
    if (dictionary.length + piece.length > DICTIONARY_SIZE) break;
    dictionary = piece + dictionary;
  }
  return Buffer.from(dictionary);
}
