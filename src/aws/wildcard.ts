/**
 * Whether a text matches an IAM pattern, in which `*` stands for any characters and `?` for one. Case-sensitive. Linear
 * in practice, quadratic at worst: a star is never reconsidered once a later one has matched.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let at = 0;
  let inText = 0;
  let star = -1;
  let starText = 0;
  while (inText < text.length) {
    if (pattern[at] === "*") {
      star = at++;
      starText = inText;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[inText])) {
      at++;
      inText++;
    } else if (star >= 0) {
      at = star + 1;
      inText = ++starText;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
