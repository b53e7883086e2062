import { isSpace } from "./characters.ts";
import { type Escapes, escapedOffset, escapeLength, escapeValue } from "./escapes.ts";
import { Char, Token } from "./scanner.ts";
import type { Expression, TemplateExpression } from "./syntax.ts";
import { assembleParts, removeIndentation, type TemplatePiece } from "./template-pieces.ts";
import { TextScanner } from "./text-scanner.ts";

/** The maximum depth of a tree: far above what anyone writes, and far below what would overflow the stack. */
export const maximumDepth = 500;

/** HCL's own scanner reads a `$` and the last character of a line after it as one token, which is not stripped. */
const keptByScanner = /[$%][^\n](?=\r?\n$)/;

/** Reads strings and heredocs: first into flat pieces, then, with indentation and strips applied, into parts. */
export abstract class TemplateParser extends TextScanner {
  /** Levels above the token being read. */
  protected depth = 0;
  /** Levels of the tree that was read last. */
  protected height = 0;
  /**
   * Names that no longer end any heredoc. Remembered, because searching again from every `<<` would take quadratic
   * time.
   */
  private readonly unclosed = new Set<string>();

  protected abstract parseExpression(): Expression;

  protected enter(): void {
    if (++this.depth > maximumDepth) this.failTooDeep();
  }

  protected failTooDeep(): never {
    this.fail(`This is nested more than ${maximumDepth} levels deep; split it up, for example with local values`);
  }

  /** Called at the opening quote; leaves `end` after the closing one. */
  protected parseQuoted(): TemplateExpression {
    const text = this.text;
    const start = this.start;
    let at = start + 1;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === Char.quote) break;
      if (code === Char.backslash || code === Char.dollar || code === Char.percent)
        return this.parseQuotedPieces(start);
      if (code === Char.newline || code === Char.return || at >= this.length) this.failUnclosedString(start, at);
      at++;
    }
    this.end = at + 1;
    this.height = 1;
    const value = text.slice(start + 1, at);
    const parts = at === start + 1 ? [] : [{ kind: "text" as const, value, start: start + 1, end: at }];
    return { kind: "template", heredoc: false, parts, start, end: at + 1 };
  }

  private parseQuotedPieces(start: number): TemplateExpression {
    const pieces: TemplatePiece[] = [];
    this.height = 1;
    for (let at = start + 1, stripsNext = false; ; ) {
      const end = this.quotedTextEnd(start, at);
      if (end > at) pieces.push(this.textPiece(at, end, stripsNext, "quoted"));
      if (this.text.charCodeAt(end) === Char.quote) {
        this.start = this.end = end + 1;
        return { kind: "template", heredoc: false, parts: this.assemble(pieces), start, end: end + 1 };
      }
      stripsNext = this.parseSequence(end, pieces, "quoted");
      at = this.end;
    }
  }

  /** Called at `<<NAME`; leaves `end` after the closing name. */
  protected parseHeredoc(): TemplateExpression {
    const start = this.start;
    const opening = this.end;
    const flush = this.text.charCodeAt(start + 2) === Char.minus;
    const marker = this.text.slice(start + (flush ? 3 : 2), opening);
    if (this.unclosed.has(marker)) this.failUnclosedHeredoc(start, opening, marker);
    const pieces: TemplatePiece[] = [];
    this.height = 1;
    let at = this.text.indexOf("\n", opening) + 1;
    let stripsNext = false;
    for (let isLineStart = true; ; ) {
      const close = isLineStart ? this.heredocClose(at, marker) : -1;
      if (close >= 0) {
        if (flush) removeIndentation(pieces);
        this.start = this.end = close;
        return { kind: "template", heredoc: true, parts: this.assemble(pieces), start, end: close };
      }
      const end = this.textEnd(at);
      if (end > at) {
        pieces.push(this.textPiece(at, end, stripsNext, "heredoc"));
        stripsNext = false;
        isLineStart = this.text.charCodeAt(end - 1) === Char.newline;
        at = end;
      } else if (at >= this.length) {
        this.unclosed.add(marker);
        this.failUnclosedHeredoc(start, opening, marker);
      } else {
        stripsNext = this.parseSequence(at, pieces, "heredoc");
        isLineStart = false;
        at = this.end;
      }
    }
  }

  private failUnclosedHeredoc(start: number, opening: number, marker: string): never {
    this.end = this.length;
    this.fail(`This heredoc is never closed: no line has ${marker} alone`, start, opening);
  }

  /** Reads the whole text as a template: without quotes around it, and with no escapes but `$${` and `%%{`. */
  protected parseBareTemplate(): TemplateExpression["parts"] {
    const pieces: TemplatePiece[] = [];
    this.height = 1;
    let stripsNext = false;
    for (let at = this.end; at < this.length; ) {
      const end = this.textEnd(at);
      if (end > at) {
        pieces.push(this.textPiece(at, end, stripsNext, "heredoc"));
        stripsNext = false;
        at = end;
      } else {
        stripsNext = this.parseSequence(at, pieces, "heredoc");
        at = this.end;
      }
    }
    return this.assemble(pieces);
  }

  protected assemble(pieces: TemplatePiece[]): TemplateExpression["parts"] {
    const { parts, levels } = assembleParts(pieces, (message, start, end) => this.fail(message, start, end));
    this.height += levels;
    if (this.depth + this.height > maximumDepth) this.failTooDeep();
    return parts;
  }

  protected textPiece(start: number, end: number, strips: boolean, escapes: Escapes): TemplatePiece {
    const value = this.decode(start, end, escapes);
    if (!strips) return { kind: "text", value, start, end };
    let blank = 0;
    while (isSpace(value.charCodeAt(blank))) blank++;
    const from = escapedOffset(this.text, { start, end }, blank, escapes);
    return { kind: "text", value: value.slice(blank), start: from, end };
  }

  private decode(start: number, end: number, escapes: Escapes): string {
    let value = "";
    let done = start;
    for (let at = start; at < end; ) {
      const length = escapeLength(this.text, at, end, escapes);
      if (length === 0) at++;
      else {
        const decoded = escapeValue(this.text, at, length, end);
        if (decoded === undefined) this.failEscape(at, Math.min(at + length, end));
        value += this.text.slice(done, at) + decoded;
        done = at += length;
      }
    }
    return done === start ? this.text.slice(start, end) : value + this.text.slice(done, end);
  }

  private failEscape(start: number, end: number): never {
    const known = '\\n, \\r, \\t, \\", \\\\, \\uNNNN and \\UNNNNNNNN';
    this.fail(`${this.text.slice(start, end)} is not an escape sequence: there are ${known}`, start, end);
  }

  /**
   * Reads the `${…}` or `%{…}` at `at`; leaves `end` after it, and returns whether it strips the white space that
   * follows.
   */
  protected parseSequence(at: number, pieces: TemplatePiece[], escapes: Escapes): boolean {
    const strips = this.text.charCodeAt(at + 2) === Char.tilde;
    if (strips) this.stripEnd(pieces.at(-1), escapes);
    const newlines = this.newlines;
    const height = this.height;
    this.enter();
    this.newlines = false;
    this.end = at + (strips ? 3 : 2);
    this.advance();
    const piece = this.text.charCodeAt(at) === Char.dollar ? this.parseInterpolation(at) : this.parseDirective(at);
    if (this.token !== Char.closeBrace && this.token !== Token.stripClose) {
      this.fail('Expected "}" here, to close the template sequence (a literal "${" is written "$${", "%{" is "%%{")');
    }
    piece.end = this.end;
    pieces.push(piece);
    this.depth--;
    this.newlines = newlines;
    this.height = Math.max(height, this.height + 1);
    return this.token === Token.stripClose;
  }

  private stripEnd(piece: TemplatePiece | undefined, escapes: Escapes): void {
    if (piece?.kind !== "text") return;
    const kept = escapes === "heredoc" ? keptByScanner.exec(piece.value) : null;
    let length = piece.value.length;
    while (length > (kept ? kept.index + 2 : 0) && isSpace(piece.value.charCodeAt(length - 1))) length--;
    piece.end = escapedOffset(this.text, piece, length, escapes);
    piece.value = piece.value.slice(0, length);
  }

  private parseInterpolation(start: number): TemplatePiece {
    return { kind: "interpolation", expression: this.parseExpression(), start, end: start };
  }

  private parseDirective(start: number): TemplatePiece {
    const keyword = this.token === Token.identifier ? this.tokenText() : "";
    switch (keyword) {
      case "if":
        this.advance();
        return { kind: "if", condition: this.parseExpression(), start, end: start };
      case "for": {
        this.advance();
        const { key, value } = this.parseForNames();
        return { kind: "for", key, value, collection: this.parseExpression(), start, end: start };
      }
      case "else":
      case "endif":
      case "endfor":
        this.height = 0;
        this.advance();
        return { kind: keyword, start, end: start };
      default:
        this.fail('Expected if, else, endif, for or endfor here (a literal "%{" is written "%%{")');
    }
  }

  /** The names of a for expression or directive, and its `in`. */
  protected parseForNames(): { key: string | undefined; value: string } {
    const first = this.parseForName();
    let names: { key: string | undefined; value: string } = { key: undefined, value: first };
    if (this.token === Char.comma) {
      this.advance();
      names = { key: first, value: this.parseForName() };
    }
    if (!this.isKeyword("in")) this.fail('Expected "in" here: for NAME in COLLECTION, or for KEY, VALUE in COLLECTION');
    this.advance();
    return names;
  }

  private parseForName(): string {
    if (this.token !== Token.identifier) this.fail('Expected the name of a variable here, after "for"');
    const name = this.tokenText();
    this.advance();
    return name;
  }
}
