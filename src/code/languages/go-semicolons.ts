/** Words that end a statement where their line ends, and what they may stand in without being words. */
const WORDS =
  /\/\/[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/|$)|"(?:[^"\\\n]|\\.)*"?|`[^`]*`|'(?:[^'\\\n]|\\.)*'?|\b(true|false|nil)([ \t]*)(?=\r?\n|\/\/)(\r?\n)?/g;

/**
 * A file with the semicolons that the grammar forgets: it does not end a statement behind `true`, `false` and `nil` (Go
 * specification, Semicolons; @lezer/go 1.0.1). All offsets stay as they are.
 */
export function withSemicolons(text: string): string {
  return text.replace(WORDS, (whole: string, word: string | undefined, space = "", end: string | undefined = "") => {
    if (word === undefined || space + end === "") return whole;
    return `${word};${(space + end).slice(1)}`;
  });
}
