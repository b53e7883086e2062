import { type StateLocation, stateLocationOf } from "../terraform/index.ts";
import type { Root } from "./load.ts";

/** A text without these words names no place for the state. */
const BACKEND_WORD = /\b(?:backend|cloud)\b/;

/** Where roots keep their state. Of a root that is not at work no syntax tree is left behind. */
export function stateLocations(roots: readonly Root[]): readonly StateLocation[] {
  return roots.flatMap(({ directory, load }) => {
    if (directory && !directory.sources.some(({ text }) => BACKEND_WORD.test(text))) return [];
    const wasParsed = directory?.isParsed ?? true;
    const location = stateLocationOf(load());
    if (!wasParsed) directory?.release();
    return location ?? [];
  });
}
