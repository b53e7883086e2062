/** A format that a string must have, and its description. */
export interface TextFormat {
  readonly pattern: Pick<RegExp, "test">;
  /** The description, which follows "must be" in messages. */
  readonly wanted: string;
}

/** Formats by resource type and argument path: `block.argument` for an argument of a nested block. */
export type FormatsByType = Readonly<Record<string, Readonly<Record<string, TextFormat>>>>;

/** A format from its pattern and description. */
export const format = (pattern: TextFormat["pattern"], wanted: string): TextFormat => ({ pattern, wanted });

/** A set of allowed characters: as a regular expression's character class without brackets, and in words. */
export interface Characters {
  readonly set: string;
  readonly words: string;
}

/** Character sets that several formats share. */
export const CHARACTERS = {
  words: { set: "\\w-", words: "letters, digits, hyphens and underscores" },
  dotted: { set: "\\w.-", words: "letters, digits, dots, hyphens and underscores" },
  iam: { set: "\\w+=,.@-", words: "letters, digits and the characters +=,.@_-" },
} as const satisfies Record<string, Characters>;

/** A string of `min` to `max` characters of a set. */
export function made({ set, words }: Characters, max: number, min = 1): TextFormat {
  return format(new RegExp(`^[${set}]{${min},${max}}$`, "u"), `${min} to ${max} ${words}`);
}
