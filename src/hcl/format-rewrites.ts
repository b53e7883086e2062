import { type FormatToken, Kind } from "./format-tokens.ts";
import { Char, Token } from "./scanner.ts";
import type { Attribute, Block, Body } from "./syntax.ts";

/**
 * What `terraform fmt` rewrites besides spaces: labels are quoted, `"${value}"` as a whole argument becomes `value`, and
 * types of variables in the manner of Terraform 0.11 become those of today.
 */
export function rewrite(tokens: readonly FormatToken[], body: Body): FormatToken[] {
  return new Rewriter(tokens).rewrite(body);
}

class Rewriter {
  private readonly tokens: readonly FormatToken[];
  private readonly output: FormatToken[] = [];
  private next = 0;

  constructor(tokens: readonly FormatToken[]) {
    this.tokens = tokens;
  }

  rewrite(body: Body): FormatToken[] {
    this.body(body, false);
    this.copyTo(Number.POSITIVE_INFINITY);
    return this.output;
  }

  private body(body: Body, isVariable: boolean): void {
    for (const item of body.items) {
      if (item.kind === "block") this.block(item, body.start === 0 && item.type === "variable");
      else this.attribute(item, isVariable && item.name === "type");
    }
  }

  private attribute({ expression }: Attribute, isType: boolean): void {
    this.copyTo(expression.start);
    const isQuoted = this.tokens[this.next]?.kind === Kind.openQuote;
    if (!isType && !isQuoted) {
      this.copyTo(expression.end);
      return;
    }
    const tokens = this.takeTo(expression.end);
    this.add(isType ? modernType(tokens) : unwrapped(tokens));
  }

  private block(block: Block, isVariable: boolean): void {
    const last = block.labels.at(-1);
    if (last) {
      this.copyTo(block.typeSpan.end);
      const tokens = this.takeTo(last.end);
      this.add(areQuoted(block.labels, tokens) ? tokens : block.labels.flatMap(({ value }) => quoted(value)));
    }
    this.body(block.body, isVariable);
  }

  private copyTo(offset: number): void {
    for (let token = this.tokens[this.next]; token && token.start < offset; token = this.tokens[++this.next])
      this.output.push(token);
  }

  /** One by one: as arguments of one call, the tokens of a large file would overflow the stack. */
  private add(tokens: readonly FormatToken[]): void {
    for (const one of tokens) this.output.push(one);
  }

  /** The tokens that start before `offset` and were not taken yet. */
  private takeTo(offset: number): FormatToken[] {
    const from = this.next;
    while ((this.tokens[this.next]?.start ?? offset) < offset) this.next++;
    return this.tokens.slice(from, this.next);
  }
}

function token(kind: number, text: string): FormatToken {
  return { kind, text, start: 0, end: 0, spaces: 0 };
}

/** Whether labels stand in quotes already, and hold nothing that may have to be escaped. */
function areQuoted(labels: Block["labels"], tokens: readonly FormatToken[]): boolean {
  return (
    tokens.length === 3 * labels.length &&
    labels.every(({ value }, i) => tokens[3 * i]?.kind === Kind.openQuote && /^[\w.-]+$/.test(value))
  );
}

function quoted(value: string): FormatToken[] {
  const text = value === "" ? [] : [token(Kind.text, escapeLabel(value.normalize("NFC")))];
  return [token(Kind.openQuote, '"'), ...text, token(Kind.closeQuote, '"')];
}

const labelEscapes = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ['"', '\\"'],
  ["\\", "\\\\"],
]);

function escapeLabel(value: string): string {
  return value.replace(/[$%](?=\{)|["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    if (character === "$" || character === "%") return character + character;
    const simple = labelEscapes.get(character);
    if (simple) return simple;
    const point = character.codePointAt(0) ?? 0;
    return point > 0xffff ? `\\U${hexadecimal(point, 8)}` : `\\u${hexadecimal(point, 4)}`;
  });
}

function hexadecimal(point: number, digits: number): string {
  return point.toString(16).padStart(digits, "0");
}

/** The inside of `"${ }"`, if these tokens are one interpolation and nothing else; in parentheses if it has several lines. */
function unwrapped(tokens: FormatToken[]): FormatToken[] {
  const kinds = [tokens[0], tokens[1], tokens.at(-2), tokens.at(-1)].map((one) => one?.kind);
  const isQuoted = kinds[0] === Kind.openQuote && kinds[3] === Kind.closeQuote;
  const isSequence = kinds[1] === Kind.openInterpolation && kinds[2] === Kind.closeSequence;
  if (tokens.length < 5 || !isQuoted || !isSequence) return tokens;
  const inside = tokens.slice(2, -2);
  if (!isSingleInterpolation(inside)) return tokens;
  const first = inside.findIndex(({ kind }) => kind !== Char.newline);
  const last = inside.findLastIndex(({ kind }) => kind !== Char.newline);
  const trimmed = inside.slice(first, last + 1);
  const isMultiLine = trimmed.some(({ kind }) => kind === Char.newline);
  if (isEnclosed(trimmed) || !(isMultiLine || inside.some(isLineComment))) return trimmed;
  // here we leave alone what `terraform fmt` breaks
  if (!isMultiLine || (isParenthesis(trimmed[0]) && isParenthesis(trimmed.at(-1)))) return tokens;
  return [token(Char.openParenthesis, "("), ...trimmed, token(Char.closeParenthesis, ")")];
}

function isParenthesis(one: FormatToken | undefined): boolean {
  return one?.kind === Char.openParenthesis || one?.kind === Char.closeParenthesis;
}

/** Whether all of it stands in one pair of parentheses. */
function isEnclosed(tokens: readonly FormatToken[]): boolean {
  let depth = 0;
  return tokens.every(({ kind }, i) => {
    if (kind === Char.openParenthesis) depth++;
    else if (kind === Char.closeParenthesis) depth--;
    return depth > 0 || i === tokens.length - 1;
  });
}

/** A line comment has its line end with it: what follows it on the next line is no argument's value any more. */
function isLineComment({ kind, text }: FormatToken): boolean {
  return kind === Kind.comment && text.endsWith("\n");
}

function isSingleInterpolation(inside: readonly FormatToken[]): boolean {
  let quotes = 0;
  for (const { kind } of inside) {
    if (kind === Kind.openQuote) quotes++;
    else if (kind === Kind.closeQuote) quotes--;
    else if (quotes === 0 && (kind === Kind.openInterpolation || kind === Kind.closeSequence)) return false;
  }
  return true;
}

/** `list` is `list(any)`; the quoted `"list"` of old is `list(string)`. */
function modernType(tokens: FormatToken[]): FormatToken[] {
  const [first, text] = tokens;
  if (tokens.length === 1 && first?.kind === Token.identifier && ["list", "map", "set"].includes(first.text)) {
    return collection(first.text, "any");
  }
  if (tokens.length !== 3 || first?.kind !== Kind.openQuote || text?.kind !== Kind.text) return tokens;
  if (text.text === "string") return [token(Token.identifier, "string")];
  return text.text === "list" || text.text === "map" ? collection(text.text, "string") : tokens;
}

function collection(name: string, element: string): FormatToken[] {
  return [
    token(Token.identifier, name),
    token(Char.openParenthesis, "("),
    token(Token.identifier, element),
    token(Char.closeParenthesis, ")"),
  ];
}
