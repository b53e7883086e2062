// Writes docs/rules and schemas/config.schema.json from the rules. With --check it writes nothing, and fails where they
// are not what it would write.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { importSource } from "./import-source.mjs";
import { rulePages } from "./rule-pages.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { registry, offers, publishedSchema } = await importSource(
  root,
  `export { registry } from "./src/rules/registry.generated.ts";
   export { offers } from "./src/rules/offers.generated.ts";
   export { publishedSchema } from "./src/lint/config/published-schema.ts";`,
);

const files = new Map(Array.from(rulePages(registry, offers), ([name, text]) => [join("docs/rules", name), text]));
files.set("schemas/config.schema.json", `${JSON.stringify(publishedSchema(registry), null, 2)}\n`);

const pages = existsSync(join(root, "docs/rules"))
  ? readdirSync(join(root, "docs/rules"), { recursive: true }).filter((name) => name.endsWith(".md"))
  : [];
const stale = pages.map((name) => join("docs/rules", name)).filter((name) => !files.has(name));
const old = [...files].filter(
  ([name, text]) => !existsSync(join(root, name)) || readFileSync(join(root, name), "utf8") !== text,
);

if (!process.argv.includes("--check")) {
  for (const name of stale) rmSync(join(root, name));
  for (const [name, text] of old) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
} else if (stale.length + old.length > 0) {
  throw new Error(`${[...stale, ...old.map(([name]) => name)].join(", ")}: npm run generate`);
}
