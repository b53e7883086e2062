/** JSON as @cdktf/hcl2json writes it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The result of HashiCorp's own parser. */
export type Hcl2JsonResult =
  | { readonly kind: "accepted"; readonly json: Json }
  | { readonly kind: "rejected"; readonly message: string };

/**
 * Runs HashiCorp's own parser, compiled to wasm, on a text. The first call takes some hundred milliseconds, because the
 * parser is loaded only then; nothing else imports it. `filename` only appears in messages.
 */
export async function hclToJson(filename: string, text: string): Promise<Hcl2JsonResult> {
  const { parse } = await import("@cdktf/hcl2json");
  try {
    return { kind: "accepted", json: await parse(filename, text) };
  } catch (error) {
    return { kind: "rejected", message: messageOf(filename, error) };
  }
}

/** Its errors read `parse config: [file:line,column-…: Summary; Detail]`: the wrapping is dropped. */
function messageOf(filename: string, error: unknown): string {
  // a stack overflow
  if (error instanceof RangeError) return `${filename} is nested too deeply to be read`;
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^(?:parse config|convert to HCL): /, "").replace(/^\[([\s\S]*)\]$/, "$1");
}
