import { readJson } from "./data-file.ts";
import { type AttributeType, readAttributeType } from "./schema-types.ts";

interface BackendFile {
  readonly arguments: Readonly<Record<string, string>>;
}

let loaded: BackendFile | undefined;

/** The arguments of Terraform's S3 backend with their types (`dynamic`: an object). */
export function s3BackendArguments(): ReadonlyMap<string, AttributeType> {
  loaded ??= readJson<BackendFile>("s3-backend.json");
  return new Map(Object.entries(loaded.arguments).map(([name, code]) => [name, readAttributeType(code)]));
}
