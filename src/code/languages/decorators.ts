/**
 * A text of TypeScript with the decorators of what it exports left blank, as the grammar does not know them in front of
 * `export`: `@Injectable() export class Orders {}`. Places in the text stay the same.
 */
export function withoutExportDecorators(text: string): string {
  let result = "";
  let copied = 0;
  for (const { index } of text.matchAll(/^[ \t]*@/gm)) {
    if (index < copied) continue;
    const end = endOfDecorators(text, index);
    if (end === undefined) break;
    if (!text.startsWith("export", end)) continue;
    result += text.slice(copied, index) + text.slice(index, end).replace(/[^\n]/g, " ");
    copied = end;
  }
  return result + text.slice(copied);
}

/** Where what is decorated begins; undefined where a decorator has no end. */
function endOfDecorators(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (depth === 0 && /[^\s@\w.]/.test(character)) return at;
    else if (depth === 0 && /\w/.test(character) && /\s/.test(text.charAt(at - 1))) return at;
    if (depth === 0 && character === ")" && /\w/.test(text.charAt(at + 1))) return at + 1;
  }
  return undefined;
}
