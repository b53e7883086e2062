import type { Place } from "../../../terraform/index.ts";
import type { Edit, Fix } from "../../rule.ts";

/** The fix that writes a text in place of what is there; `shown` is what people read of it. */
export function replacing(place: Place, newText: string, shown = newText): Fix {
  return { title: `Write ${shown}`, edits: [{ place, newText }] };
}

/** The fix of these edits; undefined where one of them cannot be made. */
export function fixOf(title: string, ...edits: readonly (Edit | undefined)[]): Fix | undefined {
  const made = edits.filter((edit) => edit !== undefined);
  return made.length === edits.length ? { title, edits: made } : undefined;
}

/** The suggestion of these edits, as a finding lists it; none where one of them cannot be made. */
export function suggestionOf(title: string, ...edits: readonly (Edit | undefined)[]): readonly Fix[] {
  const fix = fixOf(title, ...edits);
  return fix ? [fix] : [];
}
