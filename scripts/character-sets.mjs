// Reads patterns of APIs that only restrict characters, as most patterns of names do, and describes them in words.

const ESCAPED = new Map(Object.entries({ t: "\t", n: "\n", r: "\r" }));
const CLASSES = new Map(
  Object.entries({
    w: [..."azAZ09__"].join(""),
    d: "09",
    s: "\t\r  ",
  }),
);
const LAST_ASCII = 0x7e;

/**
 * The characters and the numbers of them that a pattern takes: `^[a-z][\\w.-]{1,63}$` → { first, rest, min: 2, max: 64
 * }, where `first` is undefined if the first one is like the others; undefined where it asks for more than that, or for
 * another alphabet than ASCII. A pattern with one anchor of two is not read: services differ in what they make of it.
 */
export function readPattern(pattern) {
  const inner = /^\^.*\$$/s.test(pattern) ? pattern.slice(1, -1) : /^\^|(?<!\\)\$$/.test(pattern) ? "" : pattern;
  const set = /\[((?:\\.|[^\\\]])+)\]/.source;
  const found = new RegExp(`^\\(?(?:${set})?${set}([+*]|\\{\\d+(?:,\\d*)?\\})\\)?$`, "s").exec(inner);
  if (!found) return undefined;
  const [, head, body, count] = found;
  const [first, rest] = [head && readSet(head), readSet(body)];
  if (!rest || (head && !first)) return undefined;
  const { min, max } = readCount(count);
  const more = first ? 1 : 0;
  return { first, rest, min: min + more, max: max === undefined ? undefined : max + more };
}

function readCount(count) {
  if (count === "*") return { min: 0 };
  if (count === "+") return { min: 1 };
  const [, min, comma, max] = /^\{(\d+)(,?)(\d*)\}$/.exec(count);
  return { min: Number(min), max: max ? Number(max) : comma ? undefined : Number(min) };
}

/** The characters in brackets; undefined if they are not ASCII, or not certain. */
function readSet(inBrackets) {
  const isNegated = inBrackets.startsWith("^");
  const body = isNegated ? inBrackets.slice(1) : inBrackets;
  const set = new Set();
  const single = /\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([^\w\\]|[tnr])|([^\\])/.source;
  const token = new RegExp(`\\\\([wds])|(?:${single})(?:-(?:${single}))?`, "ys");
  while (token.lastIndex < body.length) {
    const found = token.exec(body);
    if (!found) return undefined;
    const [, named, ...ends] = found;
    if (named) {
      const ranges = CLASSES.get(named);
      for (let at = 0; at < ranges.length; at += 2) addRange(set, ranges.charCodeAt(at), ranges.charCodeAt(at + 1));
      continue;
    }
    const from = codeOf(ends.slice(0, 4));
    const to = codeOf(ends.slice(4)) ?? from;
    if (to > LAST_ASCII || to < from) return undefined;
    addRange(set, from, to);
  }
  // most backslashes here are superfluous
  return set.has("\\") && !isNegated && set.size < 90 ? undefined : { set, isNegated };
}

function codeOf([unicode, hex, escaped, plain]) {
  if (unicode ?? hex) return Number.parseInt(unicode ?? hex, 16);
  const character = plain ?? ESCAPED.get(escaped) ?? escaped;
  return character?.charCodeAt(0);
}

function addRange(set, from, to) {
  for (let code = from; code <= to; code++) set.add(String.fromCharCode(code));
}

const SHORT = [
  ["\\s", "\t\n\v\f\r "],
  ["a-z", charactersBetween("a", "z")],
  ["A-Z", charactersBetween("A", "Z")],
  ["0-9", charactersBetween("0", "9")],
];

/** Characters in the form for brackets of a regular expression. */
export function inBrackets({ set, isNegated }) {
  const left = new Set([...set].sort());
  const short = SHORT.filter(([, characters]) => {
    if (![...characters].every((character) => left.has(character))) return false;
    for (const character of characters) left.delete(character);
    return true;
  });
  const others = [...left].map((character) =>
    character < " "
      ? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`
      : character.replace(/[\\\]^-]/, "\\$&"),
  );
  return `${isNegated ? "^" : ""}${short.map(([written]) => written).join("")}${others.join("")}`;
}

function charactersBetween(from, to) {
  const set = new Set();
  addRange(set, from.charCodeAt(0), to.charCodeAt(0));
  return [...set];
}

const SPOKEN = new Map(Object.entries({ " ": "spaces", ".": "dots", "-": "hyphens", _: "underscores" }));

/** "letters, digits, hyphens and underscores"; undefined if there is no short description. */
export function spoken({ set, isNegated }) {
  const has = (from, to) => charactersBetween(from, to).every((character) => set.has(character));
  const signs = [...set].filter((character) => !/[A-Za-z0-9\t\r\n]/.test(character));
  if (isNegated) return spokenWithout(set, signs);
  if (set.size >= LAST_ASCII - 0x20)
    return set.has(" ") ? "characters of ASCII" : "characters of ASCII, without spaces";
  const lower = has("a", "z");
  const upper = has("A", "Z");
  const letters = lower && upper ? "letters" : lower ? "lowercase letters" : upper ? "capital letters" : undefined;
  const words = [...(letters ? [letters] : []), ...(has("0", "9") ? ["digits"] : [])];
  const isWhole =
    [...set].filter((character) => /[A-Za-z0-9]/.test(character)).length ===
    (lower ? 26 : 0) + (upper ? 26 : 0) + (has("0", "9") ? 10 : 0);
  if (!isWhole || words.length === 0) return undefined;
  if (signs.every((sign) => SPOKEN.has(sign)))
    return joined([...words, ...[..." .-_"].filter((sign) => signs.includes(sign)).map((sign) => SPOKEN.get(sign))]);
  const withSpaces = signs.includes(" ") ? [...words, "spaces"] : words;
  const printed = signs.filter((sign) => sign !== " ").sort((a, b) => LAST.indexOf(a) - LAST.indexOf(b));
  return joined([...withSpaces, `the characters ${printed.join("")}`]);
}

function spokenWithout(set, signs) {
  const hasSpaces = set.has(" ");
  const others = signs.filter((sign) => sign !== " ");
  if (others.some((sign) => sign < " ") || [...set].some((character) => /\w/.test(character))) return undefined;
  if (others.length === 0) return hasSpaces ? "characters, without spaces" : undefined;
  return `characters, without ${hasSpaces ? "spaces and " : ""}any of ${others.join("")}`;
}

const FIRST = new Map([
  ["letters", "a letter"],
  ["lowercase letters", "a lowercase letter"],
  ["letters and digits", "a letter or a digit"],
  ["lowercase letters and digits", "a lowercase letter or a digit"],
  ["letters and underscores", "a letter or an underscore"],
]);

/** The required first character, in words for "with … first"; undefined if there is no short description. */
export function spokenFirst(characters) {
  return FIRST.get(spoken(characters) ?? "");
}

/** They come last: before another character, a hyphen means a range. */
const LAST = "_-";

function joined(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
