/**
 * Classes of characters in HCL. Tables for ASCII, Unicode properties for the rest: those patterns are written where
 * they are used, since compiling one takes longer than reading a whole file.
 */

const ASCII = 128;
const START = 1;
const PART = 2;

const identifierTable = new Uint8Array(ASCII);
for (let code = 0; code < ASCII; code++) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(character)) identifierTable[code] = START | PART;
  else if (/[0-9-]/.test(character)) identifierTable[code] = PART;
}

/** The number of UTF-16 units of the identifier character at `at`; 0 if there is none. */
export function identifierStartLength(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < ASCII) return (identifierTable[code] ?? 0) & START;
  return Number.isNaN(code) ? 0 : unicodeLength(/^\p{ID_Start}$/u, text, at);
}

/** The end of the identifier whose first character is before `at`. */
export function identifierEnd(text: string, at: number): number {
  for (;;) {
    const code = text.charCodeAt(at);
    if (code < ASCII) {
      if (((identifierTable[code] ?? 0) & PART) === 0) return at;
      at++;
    } else {
      const length = Number.isNaN(code) ? 0 : unicodeLength(/^\p{ID_Continue}$/u, text, at);
      if (length === 0) return at;
      at += length;
    }
  }
}

/** Whether a text is an identifier, which may be written without quotes. */
export function isIdentifier(text: string): boolean {
  const first = identifierStartLength(text, 0);
  return first > 0 && identifierEnd(text, first) === text.length;
}

function unicodeLength(property: RegExp, text: string, at: number): number {
  const point = text.codePointAt(at) ?? 0;
  const character = String.fromCodePoint(point);
  return property.test(character) ? character.length : 0;
}

/** White space by Go's `unicode.IsSpace`, which is what HCL strips and counts as indentation. */
export function isSpace(code: number): boolean {
  if (code < ASCII) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code === 0x85 || code === 0xa0 || code === 0x1680 || code === 0x3000) return true;
  return (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f;
}

/** Whether a code unit is an ASCII decimal digit. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The number written by the hexadecimal digits from `at` to `end`; -1 if some are missing or are no digits. */
export function hexadecimal(text: string, at: number, end: number): number {
  if (end > text.length) return -1;
  let value = 0;
  for (; at < end; at++) {
    const code = text.charCodeAt(at) | 0x20;
    if (isDigit(code)) value = value * 16 + code - 0x30;
    else if (code >= 0x61 && code <= 0x66) value = value * 16 + code - 0x57;
    else return -1;
  }
  return value;
}
