/** JSON as @cdktf/hcl2json writes it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What HashiCorp's own parser makes of a text. */
export type Hcl2JsonResult =
  | { readonly kind: "accepted"; readonly json: Json }
  | { readonly kind: "rejected"; readonly message: string };

/**
 * Puts a text to HashiCorp's own parser, compiled to wasm. Takes some hundred milliseconds the first time, because it is
 * loaded only then; nothing else in the code base imports it. `filename` appears in its messages alone.
 */
export async function hclToJson(filename: string, text: string): Promise<Hcl2JsonResult> {
  const { parse } = await import("@cdktf/hcl2json");
  try {
    return { kind: "accepted", json: await parse(filename, text) };
  } catch (error) {
    return { kind: "rejected", message: messageOf(filename, error) };
  }
}

/** Its errors are `parse config: [file:line,column-…: Summary; Detail]`: the wrapping says nothing. */
function messageOf(filename: string, error: unknown): string {
  // its stack has overflowed
  if (error instanceof RangeError) return `${filename} is nested too deeply to be read`;
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^(?:parse config|convert to HCL): /, "").replace(/^\[([\s\S]*)\]$/, "$1");
}
