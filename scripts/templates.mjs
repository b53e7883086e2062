// Reading and compiling templates is what `init` would otherwise spend most of its time on: the build does it.
import Handlebars from "handlebars";
import { importSource } from "./import-source.mjs";

/** An esbuild plugin: src/scaffold/feature-folders.ts becomes a module that holds all features, their templates compiled. */
export function templatesPlugin(root) {
  return {
    name: "templates",
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]src[\\/]scaffold[\\/]feature-folders\.ts$/ }, async () => ({
        contents: await foldersModule(root),
        resolveDir: root,
      }));
    },
  };
}

async function foldersModule(root) {
  const { compileOptions, readFeatureTexts } = await importSource(
    root,
    'export * from "./src/scaffold/feature-texts.ts";',
  );
  const folders = [...readFeatureTexts(`${root}templates/features`)].map(([name, { declaration, templates }]) => {
    const entries = [...templates].map(
      ([place, text]) => `[${JSON.stringify(place)},template(${Handlebars.precompile(text, compileOptions)})]`,
    );
    return `[${JSON.stringify(name)},{declaration:${declaration},templates:new Map([${entries.join(",")}])}]`;
  });
  return `
    import Handlebars from "handlebars/runtime.js";
    const template = (code) => (context, options) => Handlebars.template(code)(context, options);
    const folders = new Map([${folders.join(",\n")}]);
    export const featureFolders = () => folders;`;
}
