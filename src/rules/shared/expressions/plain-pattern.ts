/**
 * What JavaScript and RE2 do not take alike: groups with a question mark, classes by name, escapes beyond the common ones,
 * counts that are large or multiply.
 */
const DIALECT = /\(\?|\[:|-\\|\\[^dwsDWS.\\/+*?()[\]{}|^$-]|\{\d{4,}|,\d{4,}\}|\)\{/;

/** Whether a text surely is a pattern of RE2, as most that are written: told without RE2, which takes a while to load. */
export function isPlainPattern(text: string): boolean {
  if (DIALECT.test(text)) return false;
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
