import { printable } from "./printable.ts";

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["\n", "&#10;"],
]);

/** Text as it may stand in an XML attribute or element; what XML cannot hold at all is replaced. */
export function xmlText(text: string): string {
  return text
    .split("\n")
    .map((line) => printable(line).replace(/[\ud800-\udfff\ufffe\uffff]/gu, "\ufffd"))
    .join("\n")
    .replace(/[&<>"\n]/g, (character) => entities.get(character) ?? character);
}

/** An element's attributes, each with a space before it. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join("");
}
