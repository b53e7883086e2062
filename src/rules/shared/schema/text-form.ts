/** A form that a text must have, and how to say so. */
export interface TextFormat {
  readonly pattern: Pick<RegExp, "test">;
  /** What the pattern asks for, after "must be". */
  readonly wanted: string;
}

/** The forms of a type's arguments; the blocks that an argument is in stand before it. */
export type FormatsByType = Readonly<Record<string, Readonly<Record<string, TextFormat>>>>;

export const format = (pattern: TextFormat["pattern"], wanted: string): TextFormat => ({ pattern, wanted });

/** Characters of which a text may be made, as in a pattern's brackets, and in words. */
export interface Characters {
  readonly set: string;
  readonly words: string;
}

export const CHARACTERS = {
  words: { set: "\\w-", words: "letters, digits, hyphens and underscores" },
  dotted: { set: "\\w.-", words: "letters, digits, dots, hyphens and underscores" },
  iam: { set: "\\w+=,.@-", words: "letters, digits and the characters +=,.@_-" },
} as const satisfies Record<string, Characters>;

/** A text of so many characters of a kind. */
export function made({ set, words }: Characters, max: number, min = 1): TextFormat {
  return format(new RegExp(`^[${set}]{${min},${max}}$`, "u"), `${min} to ${max} ${words}`);
}
