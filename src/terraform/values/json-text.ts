import { concatenation, known, list, nullValue, object, type Place, type Value } from "./value.ts";
import { type WrittenText, writtenText } from "./written-text.ts";

/** Deeper nesting is not read. */
const MAX_NESTING = 200;

/**
 * The structure of a JSON string, with the place of each part: the argument of `jsonencode`, or the parsed text of a
 * heredoc, a quoted string or a file, including interpolations. Undefined if the string is not JSON, or too little of
 * it is known.
 */
export function jsonContent(value: Value): Value | undefined {
  const draft = jsonDraft(value);
  return draft?.strayComma ? undefined : draft?.content;
}

/** A text that is JSON, possibly except for trailing commas. */
export interface JsonDraft {
  readonly content: Value;
  /** The first trailing comma. */
  readonly strayComma: Place | undefined;
  /** Unknown values outside of quotes, with which a text would not be JSON. */
  readonly bare: readonly BareValue[];
}

/** A value that lacks quotes in a JSON text. */
export interface BareValue {
  readonly value: Value;
  /** The place of the interpolation. */
  readonly at: Place;
}

/** The structure of a string as {@link jsonContent} reads it, also if it has trailing commas. */
export function jsonDraft(value: Value): JsonDraft | undefined {
  if (value.kind === "json") return { content: value.content, strayComma: undefined, bare: [] };
  const text = writtenText(value);
  return text && new JsonReader(text).read();
}

/** Why a text is not JSON, and where reading it has to stop. */
export interface JsonFault {
  readonly place: Place;
  /** A clause that follows a colon: "a comma is missing before this". */
  readonly reason: string;
}

/**
 * What is wrong with a text that is certainly not JSON; undefined if it is JSON, is not known, or has unknown parts
 * that may make it JSON: a value outside of quotes may contain commas.
 */
export function jsonTextFault(value: Value): JsonFault | undefined {
  const text = value.kind === "json" ? undefined : writtenText(value);
  return text && new JsonReader(text).fault();
}

/** Thrown if reading cannot continue; the message is the reason. */
class NotJson extends Error {}

const SIGNS = { ",": "a comma", ":": "a colon", '"': "a name in double quotes" };

class JsonReader {
  private readonly source: WrittenText;
  private readonly text: string;
  private at = 0;
  private nesting = 0;
  private strayComma: Place | undefined;
  private readonly bare: BareValue[] = [];

  constructor(source: WrittenText) {
    this.source = source;
    this.text = source.text;
  }

  read(): JsonDraft | undefined {
    try {
      const content = this.value();
      this.space();
      return this.at === this.text.length ? { content, strayComma: this.strayComma, bare: this.bare } : undefined;
    } catch (error) {
      if (error instanceof NotJson) return undefined;
      throw error;
    }
  }

  fault(): JsonFault | undefined {
    let reason = "nothing may follow the end of it";
    try {
      this.value();
      this.space();
      if (this.at === this.text.length) return undefined;
    } catch (error) {
      if (!(error instanceof NotJson)) throw error;
      reason = this.at >= this.text.length ? "it ends too early" : error.message;
    }
    if (this.bare.length > 0 || this.source.holes.has(this.at)) return undefined;
    const start = Math.min(this.at, Math.max(0, this.text.length - 1));
    return { place: this.source.place(start, start + 1), reason };
  }

  private value(): Value {
    this.space();
    const hole = this.source.holes.get(this.at);
    if (hole) {
      this.bare.push({ value: hole, at: this.source.place(this.at, this.at + 1) });
      this.at++;
      // the result of jsonencode is JSON here; between quotes it would be text
      return hole.kind === "json" ? hole.content : hole;
    }
    const start = this.at;
    switch (this.text[this.at]) {
      case "{":
        return this.nested(() => this.object(start));
      case "[":
        return this.nested(() => this.array(start));
      case '"':
        return this.string();
      default:
        return this.word(start);
    }
  }

  private nested(read: () => Value): Value {
    if (++this.nesting > MAX_NESTING) throw new NotJson("it is nested too deeply");
    const value = read();
    this.nesting--;
    return value;
  }

  private object(start: number): Value {
    const entries = new Map<string, Value>();
    const keyPlaces = new Map<string, Place>();
    let open = false;
    this.sequence("}", () => {
      const key = this.string();
      this.space();
      this.expect(":");
      const value = this.value();
      if (key.kind !== "known") open = true;
      else {
        entries.set(String(key.value), value);
        keyPlaces.set(String(key.value), key.place);
      }
    });
    return { ...object(entries, this.source.place(start, this.at)), keyPlaces, open };
  }

  private array(start: number): Value {
    const elements: Value[] = [];
    this.sequence("]", () => elements.push(this.value()));
    return list(elements, this.source.place(start, this.at));
  }

  private sequence(close: string, item: () => void): void {
    this.at++;
    this.space();
    if (this.text[this.at] === close) {
      this.at++;
      return;
    }
    for (;;) {
      this.space();
      item();
      this.space();
      if (this.text[this.at] === close) break;
      const comma = this.at;
      this.expect(",");
      this.space();
      if (this.text[this.at] !== close) continue;
      this.strayComma ??= this.source.place(comma, comma + 1);
      break;
    }
    this.at++;
  }

  private string(): Value {
    const start = this.at;
    this.expect('"');
    const parts: (string | Value)[] = [];
    let from = this.at;
    const flush = () => parts.push(this.decoded(from, this.at));
    for (;;) {
      const hole = this.source.holes.get(this.at);
      const character = this.text[this.at];
      if (character === undefined) throw new NotJson("a quote is not closed");
      if (hole) {
        flush();
        parts.push(hole);
        from = this.at + 1;
      }
      if (character === '"') break;
      this.at += character === "\\" ? 2 : 1;
    }
    flush();
    this.at++;
    const place = this.source.place(start + 1, Math.max(start + 2, this.at - 1));
    // a text that is just a reference is its value, as in an argument of jsonencode
    const [only, ...more] = parts.filter((part) => part !== "");
    if (typeof only === "object" && only.kind === "unknown" && more.length === 0) return { ...only, place };
    return concatenation(parts, place, { pieces: this.source.pieces(start + 1, this.at - 1) });
  }

  private decoded(from: number, to: number): string {
    const raw = this.text.slice(from, to);
    if (!raw.includes("\\") && !raw.includes("\n")) return raw;
    try {
      // an unpaired surrogate is no character
      return String(JSON.parse(`"${raw}"`)).replace(/\p{Surrogate}/gu, "\ufffd");
    } catch {
      throw new NotJson("the text before this has a line break or a wrong escape in it");
    }
  }

  private word(start: number): Value {
    const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(
      this.text.slice(start, start + 64),
    )?.[0];
    if (word === undefined) throw new NotJson("a value is missing before this");
    this.at += word.length;
    const place = this.source.place(start, this.at);
    if (word === "null") return nullValue(place);
    return known(word === "true" ? true : word === "false" ? false : Number(word), place);
  }

  private expect(character: keyof typeof SIGNS): void {
    if (this.text[this.at] !== character) throw new NotJson(`${SIGNS[character]} is missing before this`);
    this.at++;
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? "x")) this.at++;
  }
}
