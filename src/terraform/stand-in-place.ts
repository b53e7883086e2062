import type { SourceFile } from "../hcl/index.ts";

/** The start of the paths of stand-ins, which no file on disk can have. */
export const STAND_INS = "\0stand-ins";

/** Whether a file is a stand-in for a module, and not written by anybody. */
export function isOfStandIn(file: SourceFile): boolean {
  return file.path.includes(STAND_INS);
}
