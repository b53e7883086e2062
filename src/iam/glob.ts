import { matchesWildcard } from "../aws/wildcard.ts";

/** Marks text in a pattern that is not known and may be anything, such as a whole ARN from a variable. */
export const ANYTHING = "\uE000";
/** Marks a name in a pattern that is not known: anything without `:` and `/`. */
export const SOME_NAME = "\uE001";

/** Marks a path in a pattern that is not known: anything without `:`. */
export const SOME_PATH = "\uE003";

/** Longer patterns are not compared: AWS accepts no ARN above 2,048 characters. */
const MAX_PATTERN = 2_048;

type Token =
  | { readonly kind: "character"; readonly character: string }
  | { readonly kind: "one" }
  | { readonly kind: "many"; readonly except: string };

const tokenCache = new Map<string, readonly Token[]>();

function tokens(pattern: string): readonly Token[] {
  const cached = tokenCache.get(pattern);
  if (cached) return cached;
  const list: Token[] = [];
  for (const character of pattern) {
    if (character === "*" || character === ANYTHING) list.push({ kind: "many", except: "" });
    else if (character === SOME_NAME) list.push({ kind: "many", except: ":/" });
    else if (character === SOME_PATH) list.push({ kind: "many", except: ":" });
    else if (character === "?") list.push({ kind: "one" });
    else list.push({ kind: "character", character });
  }
  if (tokenCache.size > 5_000) tokenCache.clear();
  tokenCache.set(pattern, list);
  return list;
}

const SPECIAL = new RegExp(`[*?${ANYTHING}${SOME_NAME}${SOME_PATH}]`);

function fixedLength(pattern: string): number {
  const special = pattern.search(SPECIAL);
  return special < 0 ? pattern.length : special;
}

/**
 * Whether some text matches both patterns. `*` and `?` are wildcards in each; unknown parts may be anything that they
 * could be. False means that no text can match both.
 */
export function canOverlap(left: string, right: string): boolean {
  if (left.length > MAX_PATTERN || right.length > MAX_PATTERN) return true;
  const fixed = Math.min(fixedLength(left), fixedLength(right));
  // ARNs of different services already differ before either's first wildcard
  if (!left.startsWith(right.slice(0, fixed))) return false;
  const [a, b] = [tokens(left.slice(fixed)), tokens(right.slice(fixed))];
  const seen = new Set<number>();
  const visit = (i: number, j: number): boolean => {
    const key = i * (b.length + 1) + j;
    if (seen.has(key)) return false;
    seen.add(key);
    const [x, y] = [a[i], b[j]];
    if (x === undefined && y === undefined) return true;
    if (x?.kind === "many" && visit(i + 1, j)) return true;
    if (y?.kind === "many" && visit(i, j + 1)) return true;
    if (x === undefined || y === undefined || !canShareCharacter(x, y)) return false;
    return (
      visit(x.kind === "many" ? i : i + 1, y.kind === "many" ? j : j + 1) ||
      (x.kind === "many" && visit(i, j + 1)) ||
      (y.kind === "many" && visit(i + 1, j))
    );
  };
  return visit(0, 0);
}

function canShareCharacter(x: Token, y: Token): boolean {
  if (x.kind === "character" && y.kind === "character") return x.character === y.character;
  return admits(x, y) && admits(y, x);
}

function admits(token: Token, other: Token): boolean {
  return !(token.kind === "many" && other.kind === "character" && token.except.includes(other.character));
}

/** Whether a pattern matches every text of a format such as `table/${TableName}`, whatever the placeholders are. */
export function coversForm(pattern: string, form: string): boolean {
  // each placeholder becomes a character that no pattern contains, so that only a wildcard matches it
  return matchesWildcard(pattern, form.replace(/\$\{[^{}]*\}/g, "\uE002"));
}
