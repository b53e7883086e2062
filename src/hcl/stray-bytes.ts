import type { ParsedFile } from "./syntax.ts";

/** Replaces bytes of a file that are not UTF-8: half of a surrogate pair, which no valid file can contain. */
export const STRAY_BYTE = "\udc00";

/** Adds an error at the first byte that is not UTF-8. Terraform accepts any bytes in comments. */
export function withStrayByte(text: string, parsed: ParsedFile): ParsedFile {
  let at = text.indexOf(STRAY_BYTE);
  if (at < 0) return parsed;
  for (const { start, end } of parsed.comments) if (start <= at && at < end) at = text.indexOf(STRAY_BYTE, end);
  if (at < 0) return parsed;
  const message = "The file is not valid UTF-8 here, and Terraform reads no other encoding";
  const others = parsed.errors.filter(({ start }) => start !== at);
  return { ...parsed, errors: [{ message, start: at, end: at + 1 }, ...others] };
}
