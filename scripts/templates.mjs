// Reading and compiling templates would take most of the time of `init`, so the build does it.
import Handlebars from "handlebars";
import { importSource } from "./import-source.mjs";

/** An esbuild plugin: replaces src/scaffold/feature-folders.ts by a module with all features and compiled templates. */
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
