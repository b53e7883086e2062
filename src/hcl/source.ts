/**
 * A position in a text. Lines and columns start at 1; columns count characters (code points); offsets count UTF-16
 * units.
 */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A range of a text as lines and columns; the end is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A text with the name it is reported under, and a table of lines that is built when first needed. */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  private lineStarts: number[] | undefined;
  private pairStarts: number[] | undefined;
  /** Kept as a report asks for one line many times, and the line of a plan may be all of it. */
  private lastLine: { readonly number: number; readonly text: string } | undefined;

  /**
   * @param path absolute, or a made-up name for a text that is not on disk
   * @param text without a byte order mark
   */
  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** The line and column of an offset. */
  position(offset: number): Position {
    const starts = this.lines();
    const low = countUpTo(starts, offset) - 1;
    const start = starts[low] ?? 0;
    const pairs = this.pairsBefore(offset - 1) - this.pairsBefore(start);
    return { line: low + 1, column: offset - start - pairs + 1, offset };
  }

  /** The range of a node as lines and columns. */
  range(node: Span): Range {
    return { start: this.position(node.start), end: this.position(node.end) };
  }

  /** A line (from 1) without its line end; undefined past the last line. */
  line(number: number): string | undefined {
    const starts = this.lines();
    const start = starts[number - 1];
    if (start === undefined) return undefined;
    if (this.lastLine?.number === number) return this.lastLine.text;
    const next = starts[number];
    const beforeFeed = next === undefined ? this.text.length : next - 1;
    const isReturn = next !== undefined && this.text[beforeFeed - 1] === "\r";
    const text = this.text.slice(start, isReturn ? beforeFeed - 1 : beforeFeed);
    this.lastLine = { number, text };
    return text;
  }

  /** The text of a node. */
  slice(node: Span): string {
    return this.text.slice(node.start, node.end);
  }

  /**
   * The source of a node in the native syntax: in the JSON syntax expressions are in strings, where quotes are escaped.
   */
  written(node: Span): string {
    const text = this.slice(node);
    return this.path.endsWith(".json") ? text.replace(/\\(["\\])/g, "$1") : text;
  }

  /**
   * How many surrogate pairs begin before an offset: counted once for the whole text, as a single line may be all of
   * it.
   */
  private pairsBefore(offset: number): number {
    this.pairStarts ??= Array.from(this.text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g), ({ index }) => index);
    return countUpTo(this.pairStarts, offset - 1);
  }

  private lines(): number[] {
    if (this.lineStarts) return this.lineStarts;
    const starts = [0];
    for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.lineStarts = starts;
    return starts;
  }
}

/** A range of offsets in a text, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How many of the ascending numbers are not above a bound. */
function countUpTo(numbers: readonly number[], bound: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
