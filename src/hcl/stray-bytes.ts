import type { ParsedFile } from "./syntax.ts";

/** Stands in a text for bytes of its file that are no UTF-8: half of a surrogate pair, which no file can hold. */
export const STRAY_BYTE = "\udc00";

/** What was parsed, with an error at the first byte that is no UTF-8. In comments Terraform takes any. */
export function withStrayByte(text: string, parsed: ParsedFile): ParsedFile {
  let at = text.indexOf(STRAY_BYTE);
  if (at < 0) return parsed;
  for (const { start, end } of parsed.comments) if (start <= at && at < end) at = text.indexOf(STRAY_BYTE, end);
  if (at < 0) return parsed;
  const message = "The file is not valid UTF-8 here, and Terraform reads no other encoding";
  const others = parsed.errors.filter(({ start }) => start !== at);
  return { ...parsed, errors: [{ message, start: at, end: at + 1 }, ...others] };
}
