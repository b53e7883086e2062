/** The parameter that a method sets: `tableName` for `setTableName`, `withTableName` and `tableName`. */
export function settingName(method: string): string {
  const [, name] = /^(?:set|with)([A-Z].*)$/.exec(method) ?? [];
  return name === undefined ? method : name.charAt(0).toLowerCase() + name.slice(1);
}
