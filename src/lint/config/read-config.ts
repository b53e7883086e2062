import { basename } from "node:path";
import { parse } from "yaml";
import { jsonFault } from "../../hcl/index.ts";
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
  if (/\.ya?ml$/.test(file)) return parsedYaml(text, shown);
  const json = parsedJson(text, shown);
  return basename(file) === "package.json" ? valueAt(json, packageKey) : json;
}

function parsedYaml(text: string, shown: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 });
  } catch (error) {
    // below the first line it draws the place
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new UserError(`${shown} is not YAML: ${reason.replace(/:$/, "")}`, undefined, error);
  }
}

function parsedJson(text: string, shown: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(jsonFault(text, shown), undefined, error);
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
