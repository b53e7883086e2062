import { limits } from "../../limits.ts";
import type { Plain } from "./plain.ts";
import { invalid, tooLarge } from "./refusal.ts";

/** The rows of a CSV text by RFC 4180, as maps with the names in the first row; blank lines are skipped. */
export function readCsv(text: string): Plain {
  if (text.length > limits.text) tooLarge();
  const [names, ...rows] = readRows(text.replaceAll("\r\n", "\n"));
  if (!names || new Set(names).size !== names.length || rows.some((row) => row.length !== names.length))
    return invalid();
  if (rows.length > limits.elements) return tooLarge();
  return rows.map((row) => new Map(names.map((name, i) => [name, row[i] ?? ""])));
}

function readRows(text: string): string[][] {
  const rows: string[][] = [];
  // a field with or without quotes, then what ends it. Sticky: every character is read once
  const field = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/y;
  let row: string[] = [];
  while (field.lastIndex < text.length || row.length > 0) {
    const found = field.exec(text);
    if (!found) return invalid();
    const [, quoted, bare = "", end] = found;
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    if (row.length > 1 || row[0] !== "" || quoted !== undefined) rows.push(row);
    row = [];
    if (end === "") break;
  }
  return rows;
}
