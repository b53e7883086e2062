import { hexadecimal, isDigit } from "./characters.ts";
import { Char, ParseFailure } from "./scanner.ts";
import type { Span } from "./source.ts";
import { maximumDepth } from "./template-parser.ts";

/** JSON with places. The `text` of a string is decoded; its span includes the quotes. */
export type JsonNode = JsonString | JsonLiteral | JsonArray | JsonObject;

/** A string, or the name of a member. */
export interface JsonString extends Span {
  readonly kind: "string";
  readonly text: string;
}

/** A number, true, false or null. */
export interface JsonLiteral extends Span {
  readonly kind: "literal";
  readonly value: number | boolean | null;
}

/** An array. */
export interface JsonArray extends Span {
  readonly kind: "array";
  readonly elements: readonly JsonNode[];
}

/** An object, with its members in the order of the text. */
export interface JsonObject extends Span {
  readonly kind: "object";
  readonly members: readonly JsonMember[];
}

/** A member of an object. */
export interface JsonMember {
  readonly key: JsonString;
  readonly value: JsonNode;
}

/** Reads JSON by RFC 8259, keeping places, the order of members, and duplicate members. */
export class JsonReader {
  private at: number;
  private depth = 0;
  private readonly text: string;

  constructor(text: string, from: number) {
    this.text = text;
    this.at = from;
  }

  /**
   * Reads the whole text, which must be an object, or a list of objects where several bodies are allowed. Members are
   * added to `members` as they are read, so that those before an error are there when this throws a ParseFailure.
   */
  readRoot(members: JsonMember[], { mayBeList }: { readonly mayBeList: boolean }): void {
    this.skipSpace();
    if (mayBeList && this.text[this.at] === "[") this.readSequence("]", () => this.readRootObject(members));
    else this.readRootObject(members);
    this.skipSpace();
    if (this.at < this.text.length) this.fail("Expected nothing more here, after the end of the object");
  }

  private readRootObject(members: JsonMember[]): void {
    if (this.text[this.at] !== "{") this.fail('Expected "{" here: a JSON configuration is one object');
    this.readMembers(members);
  }

  private readNode(): JsonNode {
    const start = this.at;
    const code = this.text.charCodeAt(start);
    if (code === Char.quote) return this.readString();
    if (code === Char.openBrace) {
      const members: JsonMember[] = [];
      this.readMembers(members);
      return { kind: "object", members, start, end: this.at };
    }
    if (code === Char.openBracket) {
      const elements: JsonNode[] = [];
      this.readSequence("]", () => elements.push(this.readNode()));
      return { kind: "array", elements, start, end: this.at };
    }
    if (code === Char.minus || isDigit(code)) return this.readNumber();
    return this.readWord();
  }

  private readMembers(members: JsonMember[]): void {
    this.readSequence("}", () => {
      if (this.text[this.at] !== '"') this.fail("Expected the quoted name of a member here");
      const key = this.readString();
      this.skipSpace();
      if (this.text[this.at] !== ":") this.fail('Expected ":" here, after the name of a member');
      this.at++;
      this.skipSpace();
      members.push({ key, value: this.readNode() });
    });
  }

  /** Called at the opening bracket; moves past the closing one. */
  private readSequence(close: string, readOne: () => void): void {
    const open = this.at;
    if (++this.depth > maximumDepth) this.fail(`This is nested more than ${maximumDepth} levels deep`);
    this.at++;
    this.skipSpace();
    for (let isFirst = true; this.text[this.at] !== close; isFirst = false) {
      if (this.at >= this.text.length) this.fail(`This "${this.text[open]}" is never closed`, open);
      if (!isFirst) {
        if (this.text[this.at] !== ",") this.fail(`Expected "," or "${close}" here`);
        this.at++;
        this.skipSpace();
      }
      readOne();
      this.skipSpace();
    }
    this.at++;
    this.depth--;
  }

  private readString(): JsonString {
    const start = this.at;
    let text = "";
    let done = start + 1;
    let at = done;
    for (;;) {
      const code = this.text.charCodeAt(at);
      if (code === Char.quote) break;
      if (code < Char.space || at >= this.text.length)
        this.fail("This string has no closing quote on its line", start, at);
      if (code !== Char.backslash) at++;
      else {
        text += this.text.slice(done, at);
        const length = this.text[at + 1] === "u" ? 6 : 2;
        text += this.escapeValue(at, length);
        done = at += length;
      }
    }
    this.at = at + 1;
    return { kind: "string", text: text + this.text.slice(done, at), start, end: this.at };
  }

  private escapeValue(at: number, length: number): string {
    const code = length === 6 ? hexadecimal(this.text, at + 2, at + 6) : -1;
    const value =
      length === 6 ? (code < 0 ? undefined : String.fromCharCode(code)) : escapes.get(this.text[at + 1] ?? "");
    return value ?? this.fail(`${this.text.slice(at, at + length)} is not an escape sequence of JSON`, at, at + length);
  }

  private readNumber(): JsonLiteral {
    const start = this.at;
    numberPattern.lastIndex = start;
    const match = numberPattern.exec(this.text);
    if (!match) this.fail("Expected a number here");
    this.at = start + match[0].length;
    return { kind: "literal", value: Number(match[0]), start, end: this.at };
  }

  private readWord(): JsonLiteral {
    const start = this.at;
    for (const [word, value] of words) {
      if (!this.text.startsWith(word, start)) continue;
      this.at = start + word.length;
      return { kind: "literal", value, start, end: this.at };
    }
    return this.fail(
      start < this.text.length ? "Expected a JSON value here" : "Expected a value here, but the text ends",
    );
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== Char.space && code !== Char.newline && code !== Char.return && code !== Char.tab) return;
      this.at++;
    }
  }

  private fail(message: string, start = this.at, end = start + 1): never {
    const { length } = this.text;
    throw new ParseFailure({ message, start: Math.min(start, length), end: Math.min(end, length) });
  }
}

const words: readonly [string, boolean | null][] = [
  ["true", true],
  ["false", false],
  ["null", null],
];
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escapes = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);
