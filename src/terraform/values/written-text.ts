import { sourceOffset } from "../../hcl/index.ts";
import { type Place, primitiveText, type Value } from "./value.ts";

/** A string as a sequence of characters, in which each unknown value takes the place of one. */
export interface WrittenText {
  readonly text: string;
  /** The unknown values by their position in `text`. */
  readonly holes: ReadonlyMap<number, Value>;
  /** Where a part of `text` is written; `end` is exclusive. */
  place(start: number, end: number): Place;
  /** The literal texts and values that a part of `text` consists of; `end` is exclusive. */
  pieces(start: number, end: number): readonly (string | Value)[];
}

/** Represents an unknown value; a private-use character, which JSON allows inside strings. */
const HOLE = "\uE000";

interface Run {
  readonly from: number;
  readonly length: number;
  readonly piece: string | Value;
  readonly offsetOf: (index: number) => { readonly start: number; readonly end: number };
}

/** The characters of a string and the place of each; undefined if the value is not a string. */
export function writtenText(value: Value): WrittenText | undefined {
  if (value.kind !== "known" && value.kind !== "template") return undefined;
  if (value.kind === "known" && typeof value.value !== "string") return undefined;
  const builder = new TextBuilder(value.place);
  const { template, pieces = [] } = value.written ?? {};
  if (template) {
    template.parts.forEach((part, i) => {
      const piece = pieces[i] ?? "";
      if (part.kind === "text") {
        builder.addText(part.value, part.value, (index) => {
          const start = sourceOffset(value.place.file, part, index);
          return { start, end: start + 1 };
        });
      } else builder.addPiece(piece, part);
    });
  } else if (value.kind === "known") {
    const text = String(value.value);
    const isVerbatim = value.place.end - value.place.start === text.length;
    builder.addText(text, isVerbatim ? text : value, (index) =>
      isVerbatim ? { start: value.place.start + index, end: value.place.start + index + 1 } : value.place,
    );
  } else {
    for (const part of value.parts) builder.addPiece(part, value.place);
  }
  return builder.finish();
}

class TextBuilder {
  private readonly base: Place;
  private readonly runs: Run[] = [];
  private readonly holes = new Map<number, Value>();
  private readonly chunks: string[] = [];
  private length = 0;

  constructor(base: Place) {
    this.base = base;
  }

  /** Adds text, and what it comes from. */
  addText(text: string, piece: string | Value, offsetOf: Run["offsetOf"]): void {
    this.runs.push({ from: this.length, length: text.length, piece, offsetOf });
    this.chunks.push(text);
    this.length += text.length;
  }

  addPiece(piece: string | Value, span: { readonly start: number; readonly end: number }): void {
    const text = typeof piece === "string" ? piece : primitiveText(piece);
    if (typeof piece !== "string" && text === undefined) this.holes.set(this.length, piece);
    this.addText(text ?? HOLE, piece, () => span);
  }

  /** The text so far. */
  finish(): WrittenText {
    const { runs, holes, base } = this;
    const offsets = (index: number) => {
      const run = runs.find(({ from, length }) => index >= from && index < from + length);
      return run ? run.offsetOf(index - run.from) : undefined;
    };
    const place = (start: number, end: number): Place => {
      const first = offsets(start);
      const last = offsets(Math.max(start, end - 1));
      return first && last ? { ...base, start: first.start, end: Math.max(last.end, first.end) } : base;
    };
    const pieces = (start: number, end: number) =>
      runs.filter(({ from, length }) => from < end && from + length > start).map(({ piece }) => piece);
    return { text: this.chunks.join(""), holes, place, pieces };
  }
}
