/** A place in a text. Lines and columns start at 1; columns count characters (code points); offsets count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A text that was read, with the name it is reported under and a line table built when first asked for. */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  private lineStarts: number[] | undefined;

  /** `path`: absolute, or a made-up name for text that is on no disk. `text`: without a byte order mark. */
  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  position(offset: number): Position {
    const starts = this.lines();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const start = starts[low] ?? 0;
    return { line: low + 1, column: countCharacters(this.text, start, offset) + 1, offset };
  }

  range(node: Span): Range {
    return { start: this.position(node.start), end: this.position(node.end) };
  }

  /** The text of a line (from 1), without its line end; undefined past the last line. */
  line(number: number): string | undefined {
    const starts = this.lines();
    const start = starts[number - 1];
    if (start === undefined) return undefined;
    const end = starts[number] ?? this.text.length;
    return this.text.slice(start, end).replace(/\r?\n$/, "");
  }

  slice(node: Span): string {
    return this.text.slice(node.start, node.end);
  }

  private lines(): number[] {
    if (this.lineStarts) return this.lineStarts;
    const starts = [0];
    for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.lineStarts = starts;
    return starts;
  }
}

/** A stretch of a text by offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

function countCharacters(text: string, from: number, to: number): number {
  let count = to - from;
  for (let i = from; i < to - 1; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00) {
      count--;
      i++;
    }
  }
  return count;
}
