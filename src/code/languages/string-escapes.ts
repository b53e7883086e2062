/** Decodes a string literal; less common escapes do not matter for names. */
export function unescapeText(text: string): string {
  return text.replace(/\\(.)/gs, (_, character: string) => (character === "n" ? "\n" : character));
}
