// Compiling the schema of answers would take half of the time of `init`, so the build does it.
import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { importSource } from "./import-source.mjs";

/** An esbuild plugin: replaces src/scaffold/answers-validator.ts by the code that ajv generates from the schema. */
export function answersValidatorPlugin(root) {
  return {
    name: "answers-validator",
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]src[\\/]scaffold[\\/]answers-validator\.ts$/ }, async () => ({
        contents: `${await validatorCode(root)}\nexport const answersValidator = () => validate;`,
        resolveDir: root,
      }));
    },
  };
}

async function validatorCode(root) {
  const schema = JSON.parse(await readFile(`${root}schemas/answers.schema.json`, "utf8"));
  const { validatorOptions } = await importSource(
    root,
    'export { validatorOptions } from "./src/scaffold/answers-validator.ts";',
  );
  const ajv = new Ajv2020({ ...validatorOptions, code: { source: true, esm: true } });
  return standaloneCode.default(ajv, ajv.compile(schema));
}
