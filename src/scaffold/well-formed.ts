/** Replaces unpaired surrogates, which UTF-8 cannot represent, by U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}
