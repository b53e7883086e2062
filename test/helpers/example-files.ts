/** The files of a rule's example: each begins with a line `# file: path`; without such a line all of it is main.tf. */
export function exampleFiles(text: string): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  let name = "main.tf";
  for (const line of text.split("\n")) {
    const begun = /^# file: (\S+)$/.exec(line)?.[1];
    if (begun !== undefined) name = begun;
    else files[name] = `${files[name] ?? ""}${line}\n`;
  }
  return files;
}
