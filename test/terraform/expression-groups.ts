/** Expressions by group, from texts with an expression on each line, in which § stands for $. */
export function expressionGroups(
  tables: Readonly<Record<string, string>>,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(tables).map(([group, lines]) => [group, lines.replaceAll("§", "$").trim().split("\n")]),
  );
}
