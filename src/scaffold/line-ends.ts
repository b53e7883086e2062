/**
 * How the lines of a file end: an editor, or Git on Windows, may have converted it to CRLF, which does not count as an
 * edit.
 */
export interface LineEnds {
  /** The text as we write it, with LF. */
  readonly unified: string;
  /** Converts a text of ours to the file's line ends. */
  readonly restore: (text: string) => string;
}

/** Detects the line ends of an existing file. */
export function lineEnds(text: string): LineEnds {
  const isCrlf = /^[^\n]*\r\n/.test(text);
  return {
    unified: text.replaceAll("\r\n", "\n"),
    restore: (ours) => (isCrlf ? ours.replaceAll("\n", "\r\n") : ours),
  };
}
