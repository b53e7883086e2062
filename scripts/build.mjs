// Bundles src into dist: plain ESM, one file for what every run needs and chunks that commands load when they run.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { readRuleTexts, ruleTextsPlugin } from "./rule-texts.mjs";
import { thirdPartyNotices } from "./third-party-notices.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = `${root}dist`;

/** Commander loads it for subcommands that are programs of their own, which there are none of here. */
const commanderWithoutProcesses = {
  name: "commander-without-processes",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /node_modules.commander./.test(importer) ? { path: "child_process", namespace: "unused" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents: "module.exports = {};" }));
  },
};

const ruleTexts = JSON.stringify(await readRuleTexts(root));
const { metafile, outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: { main: "src/cli/main.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // Names stay, for the stack traces that --debug prints.
  minifyWhitespace: true,
  minifySyntax: true,
  metafile: true,
  legalComments: "none",
  plugins: [commanderWithoutProcesses, ruleTextsPlugin("rule-texts.json")],
  // WebAssembly that finds its own files; everything else is bundled.
  external: ["@cdktf/hcl2json"],
  // Bundled CommonJS packages call require for node's own modules.
  banner: {
    js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
  },
  logLevel: "warning",
  write: false,
});

// only now: a build that fails leaves the last one in place
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
for (const { path, contents } of outputFiles) writeFileSync(path, contents);
writeFileSync(`${dist}/rule-texts.json`, ruleTexts);

const data = `${root}src/aws/data`;
if (existsSync(data)) cpSync(data, `${dist}/data`, { recursive: true });
writeFileSync(`${dist}/THIRD-PARTY-NOTICES.txt`, thirdPartyNotices(root, Object.keys(metafile.inputs)));
