import { basename } from "node:path";
import { parse } from "yaml";
import { parseJson, parseJsonMember } from "../../hcl/index.ts";
import { readNamedFile } from "../../named-path.ts";
import { UserError } from "../../user-error.ts";

/** The key of package.json that contains a configuration. */
export const packageKey = "lambda-tf";

/**
 * Reads a configuration file without validating it; undefined for a package.json without the key.
 * @param shown the file's name in messages
 * @throws UserError if it cannot be read, is neither JSON nor YAML, or has a duplicate key
 */
export function readConfig(file: string, shown: string): unknown {
  const text = readNamedFile(file, shown);
  if (/\.ya?ml$/.test(file)) return parsedYaml(text, shown);
  return basename(file) === "package.json" ? parseJsonMember(packageKey, text, shown) : parseJson(text, shown);
}

function parsedYaml(text: string, shown: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 });
  } catch (error) {
    // further lines of the message draw the place
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new UserError(`${shown} is not YAML: ${reason.replace(/:$/, "")}`, undefined, error);
  }
}
