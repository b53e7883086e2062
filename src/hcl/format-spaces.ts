import { Kind } from "./format-tokens.ts";
import { Char, Token } from "./scanner.ts";

/** The change in the number of open brackets that a kind of token makes. */
export function bracketChange(kind: number): number {
  switch (kind) {
    case Char.openBrace:
    case Char.openBracket:
    case Char.openParenthesis:
    case Kind.openInterpolation:
    case Kind.openDirective:
      return 1;
    case Char.closeBrace:
    case Char.closeBracket:
    case Char.closeParenthesis:
    case Kind.closeSequence:
      return -1;
    default:
      return 0;
  }
}

/** Tokens after which a minus is a negation rather than a subtraction. */
const beforeNegation = new Set([
  ...[Char.openParenthesis, Char.openBrace, Char.openBracket, Char.equal, Char.colon, Char.comma, Char.question],
  ...[Char.plus, Char.star, Char.slash, Char.percent, Char.minus, Char.less, Char.greater, Char.not],
  ...[Token.equal, Token.notEqual, Token.lessOrEqual, Token.greaterOrEqual, Token.and, Token.or],
]);

/**
 * Whether `terraform fmt` puts a space between tokens of the kinds `kind` and `next` (Terraform 1.11, hclwrite of HCL
 * 2.23; the order of the tests matters). `before`: the kind of the token before them in the same cell of the line, if
 * any. `isIn`: whether the first of the two is the keyword `in`.
 */
export function isSpaced(before: number | undefined, kind: number, next: number, isIn: boolean): boolean {
  if (next === Char.newline) return false;
  if (kind === Token.identifier && next === Char.openParenthesis) return false;
  if (kind === Token.identifier && next === Token.doubleColon) return false;
  if (kind === Token.doubleColon && next === Token.identifier) return false;
  if (kind === Char.dot || next === Char.dot) return false;
  if (next === Char.comma || next === Token.ellipsis) return false;
  if (kind === Char.comma) return true;
  if (kind === Kind.text || kind === Kind.openQuote || kind === Kind.openHeredoc) return false;
  if (next === Kind.text || next === Kind.closeQuote || next === Kind.closeHeredoc) return false;
  if (isIn && before === Token.identifier) return true;
  const isIndexed = kind === Token.identifier || kind === Token.number || bracketChange(kind) < 0;
  if (next === Char.openBracket && isIndexed) return false;
  if (kind === Char.not) return false;
  if (kind === Char.minus) return before !== undefined && !beforeNegation.has(before);
  if (kind === Char.openBrace || next === Char.closeBrace) return kind !== Char.openBrace || next !== Char.closeBrace;
  return isSpacedAroundSequence(kind, next);
}

function isSpacedAroundSequence(kind: number, next: number): boolean {
  const isOpening = kind === Kind.openInterpolation || kind === Kind.openDirective;
  if (isOpening && next === Char.openBrace) return true;
  if (kind === Char.closeBrace && next === Kind.closeSequence) return true;
  const opensNext = next === Kind.openInterpolation || next === Kind.openDirective;
  if (kind === Kind.closeSequence && opensNext) return false;
  return bracketChange(kind) <= 0 && bracketChange(next) >= 0;
}
