import { wellFormed } from "./well-formed.ts";

const NAMED_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/**
 * A quoted HCL string that evaluates to exactly this text: nothing in it can end the string or start an interpolation
 * or directive. Control characters and separators that editors treat as line ends become \uXXXX; unpaired surrogates,
 * which no HCL file can contain, become U+FFFD.
 */
export function hclString(text: string): string {
  const escaped = wellFormed(text)
    .replace(/["\\\p{Cc}\u2028\u2029]/gu, (character) => NAMED_ESCAPES.get(character) ?? unicodeEscape(character))
    .replace(/[$%](?=\{)/g, (mark) => mark + mark);
  return `"${escaped}"`;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
