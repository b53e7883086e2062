import type { SourceFile } from "../../hcl/index.ts";

/** Begins the path of what stands in for a module: no name of a file on any disk. */
export const STAND_INS = "\0stand-ins";

/** Whether a file is none that anybody wrote, but part of what stands in for a module that is not there. */
export function isOfStandIn(file: SourceFile): boolean {
  return file.path.includes(STAND_INS);
}
