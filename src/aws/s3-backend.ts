import { readJson } from "./data-file.ts";
import { type AttributeType, readAttributeType } from "./schema-types.ts";

interface BackendFile {
  readonly asOf: string;
  readonly terraform: string;
  readonly arguments: Readonly<Record<string, string>>;
}

let loaded: BackendFile | undefined;

function load(): BackendFile {
  loaded ??= readJson<BackendFile>("s3-backend.json");
  return loaded;
}

/** The arguments of Terraform's S3 backend with their types (`dynamic`: an object). */
export function s3BackendArguments(): ReadonlyMap<string, AttributeType> {
  return new Map(Object.entries(load().arguments).map(([name, code]) => [name, readAttributeType(code)]));
}

/** The version of Terraform whose arguments these are. */
export function s3BackendVersion(): string {
  return load().terraform;
}

/** The day the arguments were taken, YYYY-MM-DD. */
export function s3BackendAsOf(): string {
  return load().asOf;
}
