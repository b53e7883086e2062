// What rules say of themselves is read by `explain`, `rules` and some reports alone, and is a third of what a lint
// would have to load: the build moves it into a file of its own, which is read when first asked for.
import { readFile } from "node:fs/promises";
import ts from "typescript";
import { importSource } from "./import-source.mjs";

const properties = ["summary", "source", "why", "ignoreWhen", "bad", "good"];
const ruleFile = /[\\/]src[\\/]rules[\\/]([^\\/]+)[\\/]([^\\/]+)\.ts$/;

/** The texts of every rule, by id and property. */
export async function readRuleTexts(root) {
  const { registry } = await importSource(root, 'export { registry } from "./src/rules/registry.generated.ts";');
  return Object.fromEntries(
    registry.map(({ id, rule }) => [id, Object.fromEntries(properties.map((property) => [property, rule[property]]))]),
  );
}

/** An esbuild plugin: moves the texts of each rule to `file` next to the bundle, from which they are read on demand. */
export function ruleTextsPlugin(file) {
  return {
    name: "rule-texts",
    setup({ onLoad, onResolve }) {
      onLoad({ filter: ruleFile }, async ({ path }) => {
        const [, category, name] = ruleFile.exec(path);
        return { contents: withoutTexts(await readFile(path, "utf8"), `${category}/${name}`), loader: "ts" };
      });
      onResolve({ filter: /^rule-texts$/ }, () => ({ path: file, namespace: "rule-texts" }));
      onLoad({ filter: /.*/, namespace: "rule-texts" }, () => ({ contents: reader(file) }));
    },
  };
}

function withoutTexts(source, id) {
  const declaration = ts
    .createSourceFile("rule.ts", source, ts.ScriptTarget.Latest)
    .statements.find(ts.isExportAssignment);
  const { expression: callee, arguments: [rule] = [] } = declaration?.expression ?? {};
  if (!rule || !ts.isObjectLiteralExpression(rule)) throw new Error(`${id} does not export defineRule({ … })`);
  const texts = rule.properties.filter(({ name }) => properties.includes(name?.text));
  const edits = [
    [0, 0, 'import { withTexts } from "rule-texts";'],
    [callee.pos, callee.end, " withTexts"],
    // each with the comma after it
    ...texts.map(({ pos, end }) => [pos, end + 1, ""]),
    [rule.end, rule.end, `, "${id}"`],
  ];
  return edits.reduceRight(
    (text, [start, end, replacement]) => text.slice(0, start) + replacement + text.slice(end),
    source,
  );
}

function reader(file) {
  return `
    import { readFileSync } from "node:fs";
    const ids = new WeakMap();
    let texts;
    const read = () => texts ??= JSON.parse(readFileSync(new URL("./${file}", import.meta.url), "utf8"));
    const getters = Object.fromEntries(${JSON.stringify(properties)}.map((property) =>
      [property, { enumerable: true, get() { return read()[ids.get(this)][property]; } }]));
    export function withTexts(rule, id) {
      ids.set(rule, id);
      return Object.defineProperties(rule, getters);
    }`;
}
