import { type Document, isScalar, isSeq, parseDocument, visit } from "yaml";
import { limits } from "../../limits.ts";
import { numberText } from "../values/value.ts";
import { fromData } from "./json.ts";
import { isList, isMap, type Plain } from "./plain.ts";
import { invalid, notEvaluated, tooLarge } from "./refusal.ts";

/** Plain scalars that Terraform's YAML reads differently from the core schema. */
const YAML_11_SCALARS = /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF|0[0-7]+|\d{4}-\d\d?-\d\d?.*)$/;

/** The data in a YAML document, as `yamldecode` reads it, including YAML 1.1's words for booleans. */
export function readYaml(text: string): Plain {
  if (text.length > limits.text) tooLarge();
  const document = parseDocument(text, { version: "1.2", merge: true, uniqueKeys: false, logLevel: "silent" });
  if (document.errors.length > 0 || document.contents === null) return invalid();
  // rare constructs that Terraform reads differently
  if (/^%|\n---(?:\s|$)/.test(text)) return notEvaluated();
  visit(document, {
    Collection: (_, { tag }) => (tag === undefined ? undefined : notEvaluated()),
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || (key.source !== "<<" && !isKey(key.value))) notEvaluated();
      if (key.source === "<<" && isSeq(value)) notEvaluated();
    },
    Scalar: (_, node) => {
      if (node.tag !== undefined) notEvaluated();
      if (node.type !== "PLAIN" || !YAML_11_SCALARS.test(node.source ?? "")) return;
      if (isScalar(node)) node.value = readScalar(node.source ?? "");
    },
  });
  return fromData(dataOf(document), 0);
}

/** What is converted to a string as a key: a bool, or an integer. */
function isKey(value: unknown): boolean {
  return typeof value === "string" || typeof value === "boolean" || Number.isSafeInteger(value);
}

/** Limits aliases: with nested ones, a few lines could expand beyond any memory. */
function dataOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return notEvaluated();
  }
}

function readScalar(source: string): boolean | string | number {
  if (/^(?:y|yes|on)$/i.test(source)) return true;
  if (/^(?:n|no|off)$/i.test(source)) return false;
  if (/^\d{4}-\d\d-\d\d$/.test(source)) return `${source}T00:00:00Z`;
  if (/^\d+$/.test(source)) return Number.parseInt(source, 10);
  return notEvaluated();
}

/** YAML as `yamlencode` writes it: strings in quotes except multi-line ones, and collections in block style. */
export function writeYaml(plain: Plain): string {
  const end = plain === null || typeof plain === "number" || typeof plain === "boolean" ? "...\n" : "";
  return `${writeBlock(plain, "")}\n${end}`;
}

function writeBlock(plain: Plain, margin: string): string {
  if (isMap(plain) && plain.size > 0) {
    const lines = [...plain].map(([key, entry]) => `${quote(key)}:${writeEntry(entry, margin)}`);
    return lines.join(`\n${margin}`);
  }
  if (isList(plain) && plain.length > 0) {
    return plain.map((element) => `- ${writeBlock(element, `${margin}  `)}`).join(`\n${margin}`);
  }
  return writeScalar(plain, margin === "" ? "  " : margin);
}

/** Sequences are indented like their key, maps further. */
function writeEntry(entry: Plain, margin: string): string {
  if (isMap(entry) && entry.size > 0) return `\n${margin}  ${writeBlock(entry, `${margin}  `)}`;
  if (isList(entry) && entry.length > 0) return `\n${margin}${writeBlock(entry, margin)}`;
  return ` ${writeScalar(entry, `${margin}  `)}`;
}

function writeScalar(plain: Plain, margin: string): string {
  if (plain === null) return "null";
  if (typeof plain === "number") return numberText(plain);
  if (typeof plain === "boolean") return String(plain);
  if (typeof plain !== "string") return isMap(plain) ? "{}" : "[]";
  return plain.includes("\n") ? writeLines(plain, margin) : quote(plain);
}

/** A multi-line text in literal style; its rarer forms are not supported. */
function writeLines(text: string, margin: string): string {
  if (/^[\s]|[^\S\n]\n|[^\S\n]$|\n\n$|[^\n\x20-\x7e]/.test(text)) return notEvaluated();
  const isEnded = text.endsWith("\n");
  const lines = (isEnded ? text.slice(0, -1) : text).split("\n");
  return `|${isEnded ? "" : "-"}\n${lines.map((line) => (line === "" ? "" : margin + line)).join("\n")}`;
}

/** Longer lines are folded at a space. */
const MAX_LINE = 60;

function quote(text: string): string {
  return /[^\t\x20-\x7e\u00a1-\u00ac\u00ae-\u2027\u202a-\ud7ff]/.test(text) ||
    (text.length > MAX_LINE && text.includes(" "))
    ? notEvaluated()
    : JSON.stringify(text);
}
