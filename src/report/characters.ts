/**
 * The line asked about last: reports ask many times about the only line of a plan, which may have megabytes. Its
 * characters are needed only if some take two UTF-16 units.
 */
let last: { readonly line: string; readonly characters: readonly string[] | undefined } | undefined;

function charactersOf(line: string): readonly string[] | undefined {
  if (last?.line !== line) last = { line, characters: /[\ud800-\udbff]/.test(line) ? Array.from(line) : undefined };
  return last.characters;
}

/** How many characters a line has: a pair of surrogates is one. */
export function characterCount(line: string): number {
  return charactersOf(line)?.length ?? line.length;
}

/** The characters of a line from a column to before another; both count from 1, and may be beyond the line. */
export function betweenColumns(line: string, from: number, to: number): string {
  const characters = charactersOf(line);
  return characters ? characters.slice(from - 1, to - 1).join("") : line.slice(from - 1, to - 1);
}
