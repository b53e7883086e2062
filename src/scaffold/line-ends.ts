/** How the lines of a file end: an editor, or Git on Windows, may have made it CRLF, which is no edit. */
export interface LineEnds {
  /** The text as we write it, with LF. */
  readonly unified: string;
  /** A text of ours as the file is written. */
  readonly restore: (text: string) => string;
}

/** What is to be known of a file that is there. */
export function lineEnds(text: string): LineEnds {
  const isCrlf = /^[^\n]*\r\n/.test(text);
  return {
    unified: text.replaceAll("\r\n", "\n"),
    restore: (ours) => (isCrlf ? ours.replaceAll("\n", "\r\n") : ours),
  };
}
