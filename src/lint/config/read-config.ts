import { basename } from "node:path";
import { parse } from "yaml";
import { readError } from "../../read-error.ts";
import { readRegularFile } from "../../regular-file.ts";
import { UserError } from "../../user-error.ts";

/** The key of package.json that holds a configuration. */
export const packageKey = "lambda-tf";

/**
 * What a configuration file says, not yet checked; undefined for a package.json without the key.
 * @param shown how messages name the file
 * @throws UserError where it cannot be read, or is neither JSON nor YAML
 */
export function readConfig(file: string, shown: string): unknown {
  const text = readText(file, shown);
  try {
    if (/\.ya?ml$/.test(file)) return parse(text, { maxAliasCount: 100 });
    const json: unknown = JSON.parse(text);
    return basename(file) === "package.json" ? valueAt(json, packageKey) : json;
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new UserError(`${shown} is not ${/\.ya?ml$/.test(file) ? "YAML" : "JSON"}: ${reason}`, undefined, error);
  }
}

function readText(file: string, shown: string): string {
  try {
    return readRegularFile(file).replace(/^\ufeff/, "");
  } catch (error) {
    throw readError(shown, error);
  }
}

function valueAt(json: unknown, key: string): unknown {
  return typeof json === "object" && json !== null && Object.hasOwn(json, key)
    ? Object.entries(json).find(([name]) => name === key)?.[1]
    : undefined;
}
