import fc from "fast-check";
import { hclDocument } from "./arbitrary.ts";

const scraps = [
  "{",
  "}",
  "[",
  "]",
  "(",
  ")",
  '"',
  "'",
  "`",
  "$",
  "${",
  "%{",
  "$${",
  "~",
  "~}",
  "\\",
  "\n",
  "\r",
  "\r\n",
  "\t",
  " ",
  ",",
  ".",
  "...",
  "..",
  "=",
  "==",
  "=>",
  ":",
  "::",
  "?",
  "!",
  "-",
  "+",
  "*",
  "/",
  "/*",
  "*/",
  "//",
  "#",
  "<",
  "<<",
  "<<EOT",
  "<<-EOT\n",
  "EOT\n",
  "&",
  "&&",
  "|",
  "||",
  ";",
  "^",
  "@",
  "a",
  "0",
  "1.",
  ".5",
  "1e",
  "for",
  "if",
  "in",
  "endif",
  "else",
  "null",
  "\u00a0",
  "\u200b",
  "é",
  "😀",
  "\0",
  "\ufeff",
];

interface Mutation {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(400),
  remove: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(40)),
  insert: fc.oneof(fc.constant(""), fc.constantFrom(...scraps)),
});

/** Nearly valid HCL: a random document with a few random changes that keep surrogate pairs together. */
export const mutatedDocument: fc.Arbitrary<string> = fc
  .tuple(hclDocument, fc.array(mutation, { minLength: 1, maxLength: 3 }))
  .map(([text, mutations]) => mutations.reduce(mutate, [...text]).join(""));

/** Invalid HCL: fragments of it in any order. */
export const scrapHeap: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...scraps), fc.string({ maxLength: 3, unit: "grapheme-ascii" })), { maxLength: 60 })
  .map((all) => all.join(""));

function mutate(characters: string[], { at, remove, insert }: Mutation): string[] {
  const place = characters.length === 0 ? 0 : at % characters.length;
  return [...characters.slice(0, place), insert, ...characters.slice(place + remove)];
}
