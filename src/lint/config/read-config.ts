import { basename } from "node:path";
import { parse } from "yaml";
import { parseJson, parseJsonMember } from "../../hcl/index.ts";
import { readNamedFile } from "../../named-path.ts";
import { UserError } from "../../user-error.ts";

/** The key of package.json that holds a configuration. */
export const packageKey = "lambda-tf";

/**
 * What a configuration file says, not yet checked; undefined for a package.json without the key.
 * @param shown how messages name the file
 * @throws UserError where it cannot be read, is neither JSON nor YAML, or names a key twice
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
    // below the first line it draws the place
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new UserError(`${shown} is not YAML: ${reason.replace(/:$/, "")}`, undefined, error);
  }
}
