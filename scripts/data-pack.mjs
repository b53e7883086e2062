// Writes a pack: named chunks of text in one file, each compressed by itself against a shared dictionary, so that a
// reader decompresses only what it asks for. Read by src/aws/data-pack.ts, which describes the layout.
import { readFileSync, writeFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";

const DICTIONARY_SIZE = 32_768;
const dataFolder = new URL("../src/aws/data/", import.meta.url);

/** `chunks`: [name, text] pairs; names hold no tab and no line break. Returns the size of the file in bytes. */
export function writePack(fileName, date, chunks) {
  const dictionary = commonText(chunks.map(([, text]) => text));
  const bodies = chunks.map(([, text]) => deflateRawSync(text, { level: 9, memLevel: 9, dictionary }));
  const lines = chunks.map(([name], index) => `${name}\t${bodies[index].length}`);
  const index = deflateRawSync([date, ...lines].join("\n"), { level: 9 });
  const packedDictionary = deflateRawSync(dictionary, { level: 9 });
  const head = Buffer.alloc(8);
  head.writeUInt32LE(index.length, 0);
  head.writeUInt32LE(packedDictionary.length, 4);
  const file = Buffer.concat([head, index, packedDictionary, ...bodies]);
  writeFileSync(new URL(fileName, dataFolder), file);
  return file.length;
}

export function writeData(fileName, text) {
  writeFileSync(new URL(fileName, dataFolder), text);
}

export function readData(fileName) {
  return readFileSync(new URL(fileName, dataFolder), "utf8");
}

/** The pieces of text that save most when they are known beforehand, the most valuable last, where matches are cheap. */
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
