let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as Terraform counts them: grapheme clusters. */
export function graphemes(text: string): readonly string[] {
  if (/^[\t\n\x20-\x7e]*$/.test(text)) return text.split("");
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
