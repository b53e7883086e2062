import { type StateLocation, stateLocationOf, type Workspace } from "../terraform/index.ts";
import type { Root } from "./load.ts";

/** A text without these words does not configure where state is kept. */
const BACKEND_WORD = /\b(?:backend|cloud)\b/;

/** Where roots keep their state. Keeps no syntax trees of roots that are not being judged. */
export function stateLocations(roots: readonly Root[], workspace: Workspace): readonly StateLocation[] {
  return roots.flatMap(({ directory, load }) => {
    if (!directory || directory.isParsed) return stateLocationOf(load()) ?? [];
    if (!directory.sources.some(({ text }) => BACKEND_WORD.test(text))) return [];
    const alone = stateLocationOf(workspace.part(directory.path, ({ text }) => BACKEND_WORD.test(text)));
    // in OpenTofu a backend may refer to variables
    if (!alone || alone.isKnown) return alone ?? [];
    const location = stateLocationOf(load());
    directory.release();
    return location ?? [];
  });
}
