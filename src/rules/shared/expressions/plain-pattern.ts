/**
 * Syntax that JavaScript and RE2 treat differently: groups with a question mark, named classes, less common escapes,
 * and large or nested counts.
 */
const DIALECT = /\(\?|\[:|-\\|\\[^dwsDWS.\\/+*?()[\]{}|^$-]|\{\d{4,}|,\d{4,}\}|\)\{/;

/** Whether a text is certainly a valid RE2 pattern, as most are: decided without RE2, which takes a while to load. */
export function isPlainPattern(text: string): boolean {
  if (DIALECT.test(text)) return false;
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
