import { limits } from "../limits.ts";
import { hclToJson } from "./hcl2json.ts";
import type { SourceFile } from "./source.ts";
import { STRAY_BYTE } from "./stray-bytes.ts";
import type { ParsedFile } from "./syntax.ts";

/** The verdict of HashiCorp's parser on a text that ours rejects. */
export type Judgement =
  /** Both reject it. `message` is HashiCorp's, with positions. */
  | { readonly kind: "invalid"; readonly message: string }
  /** Only ours rejects it: our defect, and not the user's. */
  | { readonly kind: "our-defect" }
  /** It was not asked, or gave no answer. */
  | { readonly kind: "undecided" };

/** The parser does not survive an overflow of its stack: in a trial it handled 1,000 levels, but not 3,000. */
const safeDepth = 500;
const patience = 30_000;

/** Asks HashiCorp's parser about a file with syntax errors. Loads that parser, so it is for rejected files only. */
export async function judgeRejected(file: SourceFile, { errors }: ParsedFile): Promise<Judgement> {
  if (errors.length === 0) throw new Error(`${file.path} has no syntax errors to judge`);
  const { text } = file;
  const isTooLarge = errors.length > limits.errorsPerFile || text.length > limits.text;
  // it takes text, which cannot contain such bytes
  const hasStrayByte = text.includes(STRAY_BYTE);
  if (isTooLarge || hasStrayByte || nestingBound(text) > safeDepth) return { kind: "undecided" };
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  const result = await Promise.race([hclToJson(file.path, text), timeout]);
  clearTimeout(timer);
  if (!result) return { kind: "undecided" };
  return result.kind === "accepted" ? { kind: "our-defect" } : { kind: "invalid", message: result.message };
}

/**
 * An upper bound for the nesting depth of a text: brackets open at once, and operators, whether in code or in strings
 * and comments.
 */
function nestingBound(text: string): number {
  let depth = 0;
  let deepest = 0;
  let operators = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "{" || character === "[" || character === "(") deepest = Math.max(deepest, ++depth);
    else if (character === "}" || character === "]" || character === ")") depth = Math.max(0, depth - 1);
    else if (character === "?" || character === "!" || character === "-" || character === "*") operators++;
    else if (character === "\n") operators = 0;
    deepest = Math.max(deepest, depth + operators);
  }
  return deepest;
}
