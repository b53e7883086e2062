// Bundles src into dist: one file with what every run needs, and chunks that commands load when they run.
import { isAscii } from "node:buffer";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { answersValidatorPlugin } from "./answers-validator.mjs";
import { readRuleTexts, ruleTextsPlugin } from "./rule-texts.mjs";
import { templatesPlugin } from "./templates.mjs";
import { thirdPartyNotices } from "./third-party-notices.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = `${root}dist`;

/** Commander loads it for subcommands that are separate programs, which we do not have. */
const commanderWithoutProcesses = {
  name: "commander-without-processes",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /node_modules.commander./.test(importer) ? { path: "child_process", namespace: "unused" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** Chunks with fewer bytes are combined in one file, as opening a file takes longer than reading them. */
const SMALL = 24_000;
/** The parameters of the function around each chunk, which src/start.ts calls. */
const parameters = "(module,exports,require,__filename)";

/** Libraries that few runs use stay in separate files, which src/start.ts loads when they are first used. */
const libraries = ["re2js", "yaml"];
const librariesApart = {
  name: "libraries-apart",
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(?:${libraries.join("|")})$`) }, ({ path, kind }) =>
      kind === "entry-point" ? undefined : { path: `./${path}.cjs`, external: true },
    );
  },
};

const options = {
  absWorkingDir: root,
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node20",
  // Names are kept for the stack traces that --debug prints.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  outExtension: { ".js": ".cjs" },
  logLevel: "warning",
  write: false,
};

const ruleTexts = JSON.stringify(await readRuleTexts(root));
const { metafile, outputFiles } = await build({
  ...options,
  entryPoints: { main: "src/cli/main.ts" },
  // esbuild can only split ES modules
  splitting: true,
  format: "esm",
  metafile: true,
  plugins: [
    commanderWithoutProcesses,
    librariesApart,
    ruleTextsPlugin("rule-texts.json"),
    answersValidatorPlugin(root),
    templatesPlugin(root),
  ],
  // WebAssembly that finds its own files; everything else is bundled.
  external: ["@cdktf/hcl2json"],
});
const apart = await build({
  ...options,
  entryPoints: Object.fromEntries(libraries.map((name) => [name, name])),
  format: "cjs",
  metafile: true,
});
const chunks = [...(await Promise.all(outputFiles.map(toCommonJs))), ...apart.outputFiles];

const isSmall = ({ text }) => text.length < SMALL;
const files = [...chunks.filter((chunk) => !isSmall(chunk)), together(chunks.filter(isSmall))].map(wrapped);

const hash = createHash("sha256");
for (const { contents } of files) hash.update(contents);
const BUILD = JSON.stringify(hash.digest("hex").slice(0, 16));
const start = await build({
  ...options,
  entryPoints: { start: "src/start.ts" },
  format: "cjs",
  define: { BUILD },
});

// only now, so that a failing build leaves the previous one in place
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
for (const { path, contents } of [...files, ...start.outputFiles]) writeFileSync(path, contents);
writeFileSync(`${dist}/rule-texts.json`, ruleTexts);

const data = `${root}src/aws/data`;
if (existsSync(data)) cpSync(data, `${dist}/data`, { recursive: true });
cpSync(`${root}src/terraform/stand-ins`, `${dist}/stand-ins`, { recursive: true });
writeFileSync(
  `${dist}/THIRD-PARTY-NOTICES.txt`,
  thirdPartyNotices(root, Object.keys({ ...metafile.inputs, ...apart.metafile.inputs })),
);

/** Several chunks in one file, by name, each in the function that start.ts calls. */
function together(chunks) {
  const members = chunks.map(({ path, text }) => `${JSON.stringify(basename(path))}${parameters}{${text}\n}`);
  return { path: `${dist}/small.cjs`, text: `module.exports={${members.join(",\n")}}` };
}

function wrapped({ path, text }) {
  // text beyond ASCII takes twice the memory in V8, and longer to read
  if (!isAscii(Buffer.from(text))) throw new Error(`${path} holds text beyond ASCII: write it as \\u`);
  return { path, contents: `(function${parameters}{${text}\n})` };
}

/** Converts a chunk to a script, whose byte code node can keep (see src/start.ts). */
async function toCommonJs({ path, text }) {
  const { code } = await transform(text, {
    format: "cjs",
    platform: "node",
    target: "node20",
    minifyWhitespace: true,
    supported: { "dynamic-import": false },
    define: { "import.meta.url": "__moduleUrl" },
  });
  const moduleUrl = 'const __moduleUrl=require("node:url").pathToFileURL(__filename).href;';
  return { path, text: code.includes("__moduleUrl") ? moduleUrl + code : code };
}
