import { Char, Token } from "./scanner.ts";
import { TextScanner } from "./text-scanner.ts";

/** Kinds of token that only the formatter distinguishes; the others are the scanner's. */
export const Kind = {
  openQuote: 300,
  closeQuote: 301,
  text: 302,
  openHeredoc: 303,
  closeHeredoc: 304,
  openInterpolation: 305,
  openDirective: 306,
  closeSequence: 307,
  comment: 308,
  /** A comment including the line end after it. */
  lineComment: 309,
};

/**
 * The tokens of a text, each with the number of spaces before it, which is all that formatting changes. Stored as
 * parallel arrays of numbers: there is a token every few characters, and creating an object for each would be most of
 * the work.
 */
export class FormatTokens {
  readonly text: string;
  readonly kinds: number[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly spaces: number[] = [];

  constructor(text: string) {
    this.text = text;
  }

  get length(): number {
    return this.kinds.length;
  }

  /** Adds a token; the space before it is the gap to the previous token. */
  add(kind: number, start: number, end: number): void {
    this.spaces.push(start - (this.ends[this.ends.length - 1] ?? 0));
    this.kinds.push(kind);
    this.starts.push(start);
    this.ends.push(end);
  }

  /** Whether a token is this keyword. */
  isWord(index: number, word: string): boolean {
    const start = this.starts[index] ?? 0;
    return this.ends[index] === start + word.length && this.text.startsWith(word, start);
  }
}

/**
 * What the tokenizer is inside of. `braces` counts the braces open in the code, to recognize the `}` that closes a
 * template sequence.
 */
type Mode =
  | { readonly kind: "code"; braces: number }
  | { readonly kind: "quoted" }
  | { readonly kind: "heredoc"; readonly marker: string; isLineStart: boolean };

/** Splits a valid text into all its tokens, including comments and line ends; only spaces are left between them. */
export class Tokenizer extends TextScanner {
  private readonly tokens = new FormatTokens(this.text);
  private readonly outer: Mode[] = [];
  private mode: Mode = { kind: "code", braces: 0 };
  private emittedComments = 0;

  /** All tokens of the text. */
  tokenize(): FormatTokens {
    for (;;) {
      if (this.mode.kind === "quoted") this.readQuoted();
      else if (this.mode.kind === "heredoc") this.readHeredoc(this.mode);
      else {
        this.advance();
        this.emitCode(this.mode);
        if (this.token === Token.end) return this.tokens;
      }
    }
  }

  private emit(kind: number, start: number, end: number): void {
    this.tokens.add(kind, start, end);
    this.end = end;
  }

  private push(mode: Mode): void {
    this.outer.push(this.mode);
    this.mode = mode;
  }

  private pop(): void {
    this.mode = this.outer.pop() ?? { kind: "code", braces: 0 };
  }

  private emitCode(mode: Extract<Mode, { kind: "code" }>): void {
    if (this.emitComments()) return;
    const { token, start, end } = this;
    if (token === Char.quote) {
      this.emit(Kind.openQuote, start, end);
      this.push({ kind: "quoted" });
    } else if (token === Token.heredoc) {
      const marker = this.text.slice(start + (this.text.charCodeAt(start + 2) === Char.minus ? 3 : 2), end);
      this.emit(Kind.openHeredoc, start, this.text.indexOf("\n", end) + 1);
      this.push({ kind: "heredoc", marker, isLineStart: true });
    } else if (
      token === Token.stripClose ||
      (token === Char.closeBrace && mode.braces === 0 && this.outer.length > 0)
    ) {
      this.emit(Kind.closeSequence, start, end);
      this.pop();
    } else {
      if (token === Char.openBrace) mode.braces++;
      if (token === Char.closeBrace) mode.braces--;
      this.emit(token, start, end);
    }
  }

  /** Emits the comments before the token. Returns whether the last one included the line end that the token is. */
  private emitComments(): boolean {
    const { token, end } = this;
    let isLine = false;
    for (; this.emittedComments < this.comments.length; this.emittedComments++) {
      const comment = this.comments[this.emittedComments];
      if (!comment) continue;
      isLine = comment.style !== "/*" && token === Char.newline;
      if (isLine) this.emit(Kind.lineComment, comment.start, end);
      else this.emit(Kind.comment, comment.start, comment.end);
    }
    this.end = end;
    return isLine;
  }

  private readQuoted(): void {
    const at = this.end;
    const end = this.quotedTextEnd(at, at);
    if (end > at) this.emit(Kind.text, at, end);
    if (this.text.charCodeAt(end) !== Char.quote) this.emitSequenceOpening(end);
    else {
      this.emit(Kind.closeQuote, end, end + 1);
      this.pop();
    }
  }

  private readHeredoc(mode: Extract<Mode, { kind: "heredoc" }>): void {
    const at = this.end;
    if (mode.isLineStart && this.heredocClose(at, mode.marker) >= 0) {
      const lineEnd = this.text.indexOf("\n", at);
      this.emit(Kind.closeHeredoc, at, this.text.charCodeAt(lineEnd - 1) === Char.return ? lineEnd - 1 : lineEnd);
      this.pop();
      return;
    }
    const end = this.textEnd(at);
    mode.isLineStart = end > at && this.text.charCodeAt(end - 1) === Char.newline;
    if (end > at) this.emit(Kind.text, at, end);
    else this.emitSequenceOpening(at);
  }

  private emitSequenceOpening(at: number): void {
    const isInterpolation = this.text.charCodeAt(at) === Char.dollar;
    const strips = this.text.charCodeAt(at + 2) === Char.tilde;
    this.emit(isInterpolation ? Kind.openInterpolation : Kind.openDirective, at, at + (strips ? 3 : 2));
    this.push({ kind: "code", braces: 0 });
  }
}
