import type { Place } from "../../../terraform/index.ts";
import type { Edit, Fix } from "../../rule.ts";

/** The fix that writes a text in place of what is there; `shown` is what people read of it. */
export function replacing(place: Place, newText: string, shown = newText): Fix {
  return { title: `Write ${shown}`, edits: [{ place, newText }] };
}

/** The fix of these edits; undefined where one of them cannot be made, or two of them write the same stretch. */
export function fixOf(title: string, ...edits: readonly (Edit | undefined)[]): Fix | undefined {
  const made = edits.filter((edit) => edit !== undefined);
  const inPlaces = joined(inOrder(made));
  const isApart = inPlaces.every(({ place }, i, all) => !overlap(all[i - 1]?.place, place));
  return made.length === edits.length && isApart ? { title, edits: inPlaces } : undefined;
}

/** What is inserted at one place, as one: of two blocks each of which brings its empty lines the lines between are not doubled. */
function joined(edits: readonly Edit[]): readonly Edit[] {
  const all: Edit[] = [];
  for (const edit of edits) {
    const { place, newText } = edit;
    const last = all.at(-1);
    if (last?.place.file === place.file && last.place.start === place.start && last.place.end === place.end) {
      const before = /^\r?\n/.test(newText) ? last.newText.replace(/\r?\n$/, "") : last.newText;
      all[all.length - 1] = { place, newText: before + newText };
    } else all.push(edit);
  }
  return all;
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted(
    ({ place: a }, { place: b }) => a.file.path.localeCompare(b.file.path) || a.start - b.start || a.end - b.end,
  );
}

/** Whether a place begins before the one ahead of it ends. */
function overlap(before: Place | undefined, place: Place): boolean {
  return before?.file === place.file && place.start < before.end;
}

/** The suggestion of these edits, as a finding lists it; none where one of them cannot be made. */
export function suggestionOf(title: string, ...edits: readonly (Edit | undefined)[]): readonly Fix[] {
  const fix = fixOf(title, ...edits);
  return fix ? [fix] : [];
}

/** The edits that write a text in place of another one wherever that stands within a place. */
export function replacedWithin(place: Place, text: string, newText: string): readonly Edit[] {
  const { file } = place;
  const edits: Edit[] = [];
  for (let at = file.text.indexOf(text, place.start); at >= 0 && at + text.length <= place.end; ) {
    const end = at + text.length;
    // what goes on is another word
    if (!/\w/.test(file.text[end] ?? "")) edits.push({ place: { file, start: at, end }, newText });
    at = file.text.indexOf(text, end);
  }
  return edits;
}
