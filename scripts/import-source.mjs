// Loads TypeScript sources into a script. They are bundled in memory, so that nothing is written.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** A source that reads files beside itself finds them there, although it is bundled. */
const ownUrls = {
  name: "own-urls",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)),
      loader: "ts",
    }));
  },
};

/** What stays outside of the bundle, by its place: a module that is no file looks no package up. */
const outside = {
  name: "outside",
  setup({ onResolve }) {
    onResolve({ filter: /^@cdktf\/hcl2json$/ }, ({ path }) => ({ path: import.meta.resolve(path), external: true }));
  },
};

/** The exports of a module, given as a text that could be a file in the package's root. */
export async function importSource(root, contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    bundle: true,
    format: "esm",
    platform: "node",
    plugins: [ownUrls, outside],
    // bundled CommonJS loads parts of node with `require`
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire("/");' },
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
