import { identifierStartLength } from "./characters.ts";
import { Char } from "./scanner.ts";

/** The number of units from the start of the line to its first character that is not a space. */
export function indentationAt(text: string, offset: number): number {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return indentationEnd(text, lineStart) - lineStart;
}

function indentationEnd(text: string, at: number): number {
  while (text.charCodeAt(at) === Char.space || text.charCodeAt(at) === Char.tab) at++;
  return at;
}

/**
 * Where to resume after the item that starts at `start` failed at `broken`: the line end after which all its brackets
 * are closed; or, because a bracket that was never closed must not swallow the rest, an earlier line that is indented
 * no further than the item and starts with a name or a closing brace.
 */
export function findNextItem(text: string, start: number, broken: number): number {
  const indentation = indentationAt(text, start);
  const line = text.lastIndexOf("\n", broken - 1);
  // The failure may be at the very item to resume at, if that is the first on its line.
  const earliest = indentationEnd(text, line + 1) === broken ? line : broken;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case Char.newline: {
        if (at < earliest) break;
        if (depth <= 0) return at;
        const first = indentationEnd(text, at + 1);
        const closes = text.charCodeAt(first) === Char.closeBrace && first - at - 1 < indentation;
        if (closes || (first - at - 1 <= indentation && identifierStartLength(text, first) > 0)) return at;
        break;
      }
      case Char.quote:
        at = skipQuoted(text, at);
        break;
      case Char.hash:
        at = lineEnd(text, at) - 1;
        break;
      case Char.slash:
        if (text.charCodeAt(at + 1) === Char.slash) at = lineEnd(text, at) - 1;
        break;
      case Char.openBrace:
      case Char.openBracket:
      case Char.openParenthesis:
        depth++;
        break;
      case Char.closeBrace:
        // A surplus brace closes the block around the item.
        if (depth <= 0 && at >= broken) return at;
        depth--;
        break;
      case Char.closeBracket:
      case Char.closeParenthesis:
        depth--;
        break;
    }
  }
  return text.length;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** The closing quote, or the last unit of the line: an unterminated string ends with its line. */
function skipQuoted(text: string, at: number): number {
  for (at++; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.quote) return at;
    if (code === Char.newline) return at - 1;
    if (code === Char.backslash && text.charCodeAt(at + 1) !== Char.newline) at++;
  }
  return at;
}
