import { isOnlyMisspelling } from "../../../aws/did-you-mean.ts";
import type { Place } from "../../../terraform/index.ts";
import type { Edit, Fix } from "../../rule.ts";

/** Replaces the text at a place; `shown` is the text in the title. */
export function replacing(place: Place, newText: string, shown = newText): Fix {
  return { title: `Write ${shown}`, edits: [{ place, newText }] };
}

/** A fix with these edits; undefined if one of them cannot be made, or if two overlap. */
export function fixOf(title: string, ...edits: readonly (Edit | undefined)[]): Fix | undefined {
  const made = edits.filter((edit) => edit !== undefined);
  const inPlaces = joined(inOrder(made));
  const isApart = inPlaces.every(({ place }, i, all) => !overlap(all[i - 1]?.place, place));
  return made.length === edits.length && isApart ? { title, edits: inPlaces } : undefined;
}

/** Merges insertions at the same place; empty lines between two blocks that both bring their own are not doubled. */
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

/** Whether a place starts before the previous one ends. */
function overlap(before: Place | undefined, place: Place): boolean {
  return before?.file === place.file && place.start < before.end;
}

/**
 * What a finding offers where a similar name is meant: a fix if it can only be a misspelling of that one among all that
 * could be written, otherwise a suggestion.
 */
export function respelling(
  word: string,
  { meant, among }: { readonly meant: string; readonly among: Iterable<string> },
  edit: Fix | undefined,
): Offered {
  if (!edit) return {};
  return isOnlyMisspelling(word, meant, among) ? { fix: edit } : { suggestions: [edit] };
}

/** The edits of a finding, which are certain or to be chosen from. */
export interface Offered {
  readonly fix?: Fix;
  readonly suggestions?: readonly Fix[];
}

/** A suggestion with these edits, as a finding lists it; empty if one of them cannot be made. */
export function suggestionOf(title: string, ...edits: readonly (Edit | undefined)[]): readonly Fix[] {
  const fix = fixOf(title, ...edits);
  return fix ? [fix] : [];
}

/** Replaces a text wherever it occurs within a place. */
export function replacedWithin(place: Place, text: string, newText: string): readonly Edit[] {
  const { file } = place;
  const edits: Edit[] = [];
  for (let at = file.text.indexOf(text, place.start); at >= 0 && at + text.length <= place.end; ) {
    const end = at + text.length;
    // a longer word is a different one
    if (!/\w/.test(file.text[end] ?? "")) edits.push({ place: { file, start: at, end }, newText });
    at = file.text.indexOf(text, end);
  }
  return edits;
}
