import { Ajv2020, type Options, type ValidateFunction } from "ajv/dist/2020.js";
import { readPackageJson } from "./package-files.ts";

/** Not strict: the titles and forms for people (`x-…`) are no keywords of JSON Schema. */
export const validatorOptions: Options = { allErrors: true, strict: false };

let validator: ValidateFunction | undefined;

/** Holds answers against the schema. The build puts compiled code in the place of this module (scripts/answers-validator.mjs). */
export function answersValidator(): ValidateFunction {
  validator ??= new Ajv2020(validatorOptions).compile(readPackageJson("schemas", "answers.schema.json"));
  return validator;
}
