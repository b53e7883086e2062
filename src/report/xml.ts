import { printable } from "./printable.ts";

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["\n", "&#10;"],
]);

/** Escapes text for an XML attribute or element; characters that XML does not allow are replaced. */
export function xmlText(text: string): string {
  return text
    .split("\n")
    .map((line) => printable(line).replace(/[\ud800-\udfff\ufffe\uffff]/gu, "\ufffd"))
    .join("\n")
    .replace(/[&<>"\n]/g, (character) => entities.get(character) ?? character);
}

/** An element's attributes, each preceded by a space. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join("");
}
