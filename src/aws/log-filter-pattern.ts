/**
 * Filter patterns of metric and subscription filters: terms (`ERROR "timed out" -Debug`), fields of an event in
 * brackets (`[ip, status = 5*, ...]`), or a condition on JSON in braces (`{ $.level = "ERROR" }`). Amazon CloudWatch
 * Logs user guide, "Filter pattern syntax for metric filters, subscription filters, filter log events, and Live Tail"
 * (2026-11).
 */

/** Texts in quotation marks, which may not be closed, and regular expressions between percent signs. */
const QUOTED_OR_REGEX = /"(?:[^"\\]|\\(?:.|$))*(?:"|$)|%[^%\s]*%/gs;

/** How many regular expressions a pattern for JSON or for fields in brackets may have. */
const EXPRESSIONS_MAX = 2;

/** Why CloudWatch Logs refuses a filter pattern, as a clause for a message; undefined if it is not known to do so. */
export function logPatternProblem(pattern: string): string | undefined {
  const text = pattern.trim();
  let problem: string | undefined;
  const bare = text.replace(QUOTED_OR_REGEX, (part) => {
    problem ??= partProblem(part);
    return '"';
  });
  if (problem !== undefined) return problem;
  const expressions = [...text.matchAll(QUOTED_OR_REGEX)].filter(([part]) => part.startsWith("%")).length;
  if (expressions > EXPRESSIONS_MAX && /^[{[]/.test(text))
    return `it has ${expressions} regular expressions, and may have ${EXPRESSIONS_MAX}`;
  const curly = /[\u201c\u201d\u2018\u2019]/.exec(bare);
  if (curly) return `${curly[0]} is no quotation mark there: write "`;
  if (text.startsWith("{"))
    return text.endsWith("}") ? conditionProblem(bare) : "it begins with { but does not end with }";
  if (text.startsWith("[")) return text.endsWith("]") ? undefined : "it begins with [ but does not end with ]";
  return termProblem(bare);
}

function partProblem(part: string): string | undefined {
  if (part.startsWith("%")) {
    const [odd] = /[()!]/.exec(part.replace(/\\./g, "")) ?? [];
    if (odd === undefined) return undefined;
    return `the regular expression ${part} has ${odd === "!" ? "an exclamation mark, which is" : "parentheses, which are"} not supported`;
  }
  return /^"(?:[^"\\]|\\.)*"$/s.test(part) ? undefined : "it has a quotation mark that is not closed";
}

/** @param bare the pattern with a single quotation mark for each text in quotation marks */
function conditionProblem(bare: string): string | undefined {
  if (bare.indexOf("}") < bare.length - 1) return "it has several pairs of braces, where one is to hold all conditions";
  if (/[=<>]\s*'/.test(bare)) return "it has a text between single quotation marks, where double ones are right";
  if (bare.includes("==")) return "it compares with ==, where = is right";
  const word = /\s(and|or)\s+[($]/i.exec(bare)?.[1];
  if (word !== undefined)
    return `it joins conditions with ${word}, where ${word.toLowerCase() === "and" ? "&&" : "||"} is right`;
  if (/\$\.?"/.test(bare)) return "it has the name of a property in quotation marks, which is not supported";
  const start = /(?:^\{|\(|&&|\|\|)\s*([A-Za-z_][\w.-]*)/.exec(bare)?.[1];
  if (start !== undefined) return `a condition is about ${start}, while names of properties begin with $.`;
  const depth = [...bare].reduce((open, char) => open + (char === "(" ? 1 : char === ")" ? -1 : 0), 0);
  return depth === 0 ? undefined : "its parentheses do not match";
}

/** Characters that CloudWatch Logs is known to refuse in a term; it documents letters, digits and underscores. */
const REFUSED = /[:,()/@`[\]{}\\]/;

function termProblem(bare: string): string | undefined {
  const term = bare.split(/\s+/).find((each) => REFUSED.test(each));
  return term === undefined
    ? undefined
    : `${term.replace(/^[?-]/, "")} has other characters than letters, digits and underscores, and so belongs in quotation marks`;
}

/**
 * The names of the fields in a pattern that has brackets, but no condition: it matches every event with that many
 * words. Undefined for other patterns.
 */
export function unconditionalFields(pattern: string): readonly string[] | undefined {
  const [, inner] = /^\[([^\]"%=<>!]*)\]$/.exec(pattern.trim()) ?? [];
  return inner?.split(",").map((name) => name.trim());
}

/** What a refused pattern of terms was probably meant to be; undefined if that is not clear. */
export function acceptedPattern(pattern: string): string | undefined {
  if (/["%\\{}]/.test(pattern)) return undefined;
  // words after a word in brackets: one line of a log
  if (pattern.startsWith("[")) return pattern.includes("]") ? `"${pattern}"` : undefined;
  return pattern.replace(/([?-]?)(\S+)/g, (_, sign: string, term: string) =>
    REFUSED.test(term) ? `${sign}"${term}"` : `${sign}${term}`,
  );
}
