import { identifierEnd, identifierStartLength, isDigit } from "./characters.ts";
import type { Comment, SyntaxError as Problem } from "./syntax.ts";

/** Kinds of token. A single-character token is its character code, so these start above ASCII. */
export const Token = {
  end: 256,
  identifier: 257,
  number: 258,
  equal: 259,
  notEqual: 260,
  lessOrEqual: 261,
  greaterOrEqual: 262,
  and: 263,
  or: 264,
  ellipsis: 265,
  fatArrow: 266,
  doubleColon: 267,
  heredoc: 268,
  /** `~}`, which closes a template sequence and strips the white space after it. */
  stripClose: 269,
  invalid: 270,
};

/** The code units that are significant in HCL. */
export const Char = {
  tab: 0x09,
  newline: 0x0a,
  return: 0x0d,
  space: 0x20,
  not: 0x21,
  quote: 0x22,
  hash: 0x23,
  dollar: 0x24,
  percent: 0x25,
  and: 0x26,
  openParenthesis: 0x28,
  closeParenthesis: 0x29,
  star: 0x2a,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  dot: 0x2e,
  slash: 0x2f,
  colon: 0x3a,
  less: 0x3c,
  equal: 0x3d,
  greater: 0x3e,
  question: 0x3f,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  or: 0x7c,
  closeBrace: 0x7d,
  tilde: 0x7e,
};

/** Thrown only within the parser, and caught where parsing can resume. */
export class ParseFailure extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/**
 * Reads one token at a time, on demand. Strings and heredocs are read by the template parser, which moves `end` itself.
 * `newlines` tells whether a line end is a token or, inside brackets, just white space.
 */
export class Scanner {
  readonly text: string;
  readonly length: number;
  readonly comments: Comment[] = [];
  readonly errors: Problem[] = [];
  token: number = Token.end;
  start = 0;
  end = 0;
  newlines = true;
  private hasBlockCommentEnd = true;

  constructor(text: string, from: number, to: number) {
    this.text = to === text.length ? text : text.slice(0, to);
    this.length = to;
    this.end = from;
  }

  /** Moves to the next token. */
  advance(): void {
    const text = this.text;
    let at = this.end;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === Char.space || code === Char.tab) at++;
      else if (code === Char.newline || (code === Char.return && text.charCodeAt(at + 1) === Char.newline)) {
        const end = code === Char.newline ? at + 1 : at + 2;
        if (this.newlines) {
          this.set(Char.newline, at, end);
          return;
        }
        at = end;
      } else if (code === Char.hash || code === Char.slash) {
        const end = this.skipComment(code, at);
        if (end === at) {
          this.set(code, at, at + 1);
          return;
        }
        at = end;
      } else {
        const first = identifierStartLength(text, at);
        if (first > 0) this.set(Token.identifier, at, identifierEnd(text, at + first));
        else this.scanSymbol(code, at);
        return;
      }
    }
  }

  tokenText(): string {
    return this.text.slice(this.start, this.end);
  }

  isKeyword(word: string): boolean {
    return (
      this.token === Token.identifier && this.end - this.start === word.length && this.text.startsWith(word, this.start)
    );
  }

  fail(message: string, start = this.start, end = this.end): never {
    throw new ParseFailure({ message, start, end });
  }

  private set(token: number, start: number, end: number): void {
    this.token = token;
    this.start = start;
    this.end = end;
  }

  /** The end of the comment at `at`; `at` itself if there is none. */
  private skipComment(code: number, at: number): number {
    const next = this.text.charCodeAt(at + 1);
    if (code === Char.hash) return this.skipLineComment(at, 1, "#");
    if (next === Char.slash) return this.skipLineComment(at, 2, "//");
    if (next !== Char.star || !this.hasBlockCommentEnd) return at;
    const close = this.text.indexOf("*/", at + 2);
    if (close < 0) {
      // Remembered, because searching again from every `/*` would take quadratic time.
      this.hasBlockCommentEnd = false;
      return at;
    }
    this.comments.push({ style: "/*", text: this.text.slice(at + 2, close), start: at, end: close + 2 });
    return close + 2;
  }

  private skipLineComment(at: number, marks: number, style: "#" | "//"): number {
    let end = this.text.indexOf("\n", at);
    if (end < 0) end = this.length;
    else if (this.text.charCodeAt(end - 1) === Char.return) end--;
    this.comments.push({ style, text: this.text.slice(at + marks, end), start: at, end });
    return end;
  }

  private scanSymbol(code: number, at: number): void {
    const next = this.text.charCodeAt(at + 1);
    if (at >= this.length) this.set(Token.end, this.length, this.length);
    else if (isDigit(code)) this.set(Token.number, at, this.numberEnd(at + 1));
    else if (code >= 128) this.set(Token.invalid, at, at + ((this.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1));
    else if (code === Char.dot && next === Char.dot && this.text.charCodeAt(at + 2) === Char.dot) {
      this.set(Token.ellipsis, at, at + 3);
    } else if (code === Char.less && next === Char.less) this.scanHeredocStart(at);
    else {
      const pair = pairToken(code, next);
      if (pair) this.set(pair, at, at + 2);
      else this.set(code, at, at + 1);
    }
  }

  /**
   * A number extends over digits, dots and exponents, but never ends in a dot: `1.2.3` is one (invalid) number, `1...`
   * is not.
   */
  private numberEnd(at: number): number {
    let end = at;
    for (;;) {
      const code = this.text.charCodeAt(at);
      if (isDigit(code)) end = ++at;
      else if (code === Char.dot) at++;
      else if ((code | 0x20) === 0x65) {
        const sign = this.text.charCodeAt(at + 1);
        const digits = sign === Char.plus || sign === Char.minus ? at + 2 : at + 1;
        if (!isDigit(this.text.charCodeAt(digits))) return end;
        end = at = digits + 1;
      } else return end;
    }
  }

  /** `<<NAME` or `<<-NAME` and a line end; the token ends before the line end. */
  private scanHeredocStart(at: number): void {
    const name = this.text.charCodeAt(at + 2) === Char.minus ? at + 3 : at + 2;
    const first = identifierStartLength(this.text, name);
    const end = first > 0 ? identifierEnd(this.text, name + first) : name;
    const lineEnd = this.text.charCodeAt(end) === Char.return ? end + 1 : end;
    if (first > 0 && this.text.charCodeAt(lineEnd) === Char.newline) this.set(Token.heredoc, at, end);
    else this.set(Char.less, at, at + 1);
  }
}

/** The token that two characters make; 0 if they make none. */
function pairToken(code: number, next: number): number {
  switch (code) {
    case Char.equal:
      return next === Char.equal ? Token.equal : next === Char.greater ? Token.fatArrow : 0;
    case Char.not:
      return next === Char.equal ? Token.notEqual : 0;
    case Char.less:
      return next === Char.equal ? Token.lessOrEqual : 0;
    case Char.greater:
      return next === Char.equal ? Token.greaterOrEqual : 0;
    case Char.and:
      return next === Char.and ? Token.and : 0;
    case Char.or:
      return next === Char.or ? Token.or : 0;
    case Char.colon:
      return next === Char.colon ? Token.doubleColon : 0;
    case Char.tilde:
      return next === Char.closeBrace ? Token.stripClose : 0;
    default:
      return 0;
  }
}
