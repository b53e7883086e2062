import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { namesIn } from "../../names-in.ts";
import { readRegularFile } from "../../regular-file.ts";
import { packageKey } from "./read-config.ts";

const names = ["lambda-tf.config.json", "lambda-tf.config.yaml", "lambda-tf.config.yml"];

/**
 * The configuration file for a directory: the nearest one in it or above it, up to the root of the repository. `known`
 * caches the results for directories.
 */
export function findConfig(directory: string, known: Map<string, string | undefined>): string | undefined {
  if (known.has(directory)) return known.get(directory);
  const parent = dirname(directory);
  const isTop = parent === directory || existsSync(join(directory, ".git"));
  const found = configIn(directory) ?? (isTop ? undefined : findConfig(parent, known));
  known.set(directory, found);
  return found;
}

function configIn(directory: string): string | undefined {
  const entries = new Set(namesIn(directory));
  const own = names.find((name) => entries.has(name));
  if (own !== undefined) return join(directory, own);
  const manifest = join(directory, "package.json");
  return entries.has("package.json") && mentionsKey(manifest) ? manifest : undefined;
}

/** Whether a package.json contains a configuration; an invalid one is not ours to report. */
function mentionsKey(manifest: string): boolean {
  try {
    return Object.hasOwn(JSON.parse(readRegularFile(manifest)), packageKey);
  } catch {
    return false;
  }
}
