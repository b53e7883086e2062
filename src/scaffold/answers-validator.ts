import { Ajv2020, type Options, type ValidateFunction } from "ajv/dist/2020.js";
import { readPackageJson } from "./package-files.ts";

/** Not strict: the titles and hints for people (`x-…`) are not JSON Schema keywords. */
export const validatorOptions: Options = { allErrors: true, strict: false };

let validator: ValidateFunction | undefined;

/**
 * Validates answers against the schema. The build replaces this module by compiled code
 * (scripts/answers-validator.mjs).
 */
export function answersValidator(): ValidateFunction {
  validator ??= new Ajv2020(validatorOptions).compile(readPackageJson("schemas", "answers.schema.json"));
  return validator;
}
