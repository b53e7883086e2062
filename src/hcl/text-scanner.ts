import { identifierEnd, isSpace } from "./characters.ts";
import { escapeLength } from "./escapes.ts";
import { Char, Scanner } from "./scanner.ts";

function isLineEnd(code: number): boolean {
  return code === Char.newline || code === Char.return;
}

/** Finds where the literal text of strings and heredocs ends. */
export class TextScanner extends Scanner {
  /** The end of the literal text that starts at `at`: at the closing quote or at a template sequence. */
  protected quotedTextEnd(start: number, at: number): number {
    for (;;) {
      const code = this.text.charCodeAt(at);
      if (code === Char.quote) return at;
      if (code === Char.dollar || code === Char.percent) {
        const escaped = escapeLength(this.text, at, this.length, "quoted");
        if (escaped === 0 && this.text.charCodeAt(at + 1) === Char.openBrace) return at;
        at += escaped || 1;
      } else if (code === Char.newline || code === Char.return || at >= this.length) this.failUnclosedString(start, at);
      else if (code === Char.backslash && this.text.charCodeAt(at + 1) !== Char.newline) at += 2;
      else at++;
    }
  }

  protected failUnclosedString(start: number, at: number): never {
    this.fail(
      'This string has no closing quote on its line; for text of several lines use a heredoc or "\\n"',
      start,
      Math.min(at, this.length),
    );
  }

  /**
   * The end of the literal text that starts at `at`: after its line end, at a template sequence, or at the end of the
   * text.
   */
  protected textEnd(at: number): number {
    for (; at < this.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code === Char.newline) return at + 1;
      if (code === Char.return && this.text.charCodeAt(at + 1) !== Char.newline) this.failReturn(at);
      if (code === Char.dollar || code === Char.percent) {
        const escaped = escapeLength(this.text, at, this.length, "heredoc");
        if (escaped === 0 && this.text.charCodeAt(at + 1) === Char.openBrace) return at;
        if (escaped > 0) at += escaped - 1;
      }
    }
    return at;
  }

  private failReturn(at: number): never {
    this.fail("A carriage return without a line feed cannot stand here", at, at + 1);
  }

  /**
   * The end of the closing name, if the line that starts at `at` contains nothing else and has a line end; otherwise
   * -1.
   */
  protected heredocClose(at: number, marker: string): number {
    let from = at;
    for (let code = this.text.charCodeAt(from); isSpace(code) && !isLineEnd(code); code = this.text.charCodeAt(from))
      from++;
    if (!this.text.startsWith(marker, from)) return -1;
    let end = from + marker.length;
    if (identifierEnd(this.text, end) !== end) return -1;
    for (let after = end; ; after++) {
      const code = this.text.charCodeAt(after);
      if (code === Char.newline) return end;
      if (!isSpace(code)) return -1;
      // white space that is not allowed between tokens is part of the closing name
      if (code !== Char.space && code !== Char.tab && code !== Char.return) end = after + 1;
    }
  }
}
