import { dirname, resolve } from "node:path";
import { isNamedDirectory } from "../named-path.ts";
import { type InForce, inForce } from "./config/in-force.ts";
import { displayPath } from "./place.ts";
import { Policies, type PolicyRequest } from "./policy.ts";

/** The configuration in force for a path. */
export interface ShownConfig extends InForce {
  readonly path: string;
  /** The configuration files that were read: extended files before those that extend them. */
  readonly files: readonly string[];
  /** Whether the path is excluded from reports. */
  readonly isIgnored: boolean;
  /** How many rules run there, and out of how many. */
  readonly rulesOn: number;
  /** For a directory: overrides that apply only to some files, as these are written. */
  readonly overrides: readonly string[];
}

/**
 * The configuration in force for a file or, if `path` is a directory, for all of it. Throws a UserError if the path
 * does not exist.
 */
export async function showConfig(path: string, request: PolicyRequest): Promise<ShownConfig> {
  const absolute = resolve(request.cwd, path);
  const isDirectory = isNamedDirectory(absolute, path);
  const directory = isDirectory ? absolute : dirname(absolute);
  const policies = await Policies.read(request, [directory]);
  const layers = isDirectory ? policies.directoryLayers(directory) : policies.layers(absolute);
  return {
    path: displayPath(absolute, request.cwd),
    files: policies.filesOf(directory).map((file) => displayPath(file, request.cwd)),
    isIgnored: policies.isIgnored(absolute),
    rulesOn: policies.fromLayers(layers).rules.length,
    overrides: isDirectory ? policies.partialLayers(directory).map(({ origin }) => origin) : [],
    ...inForce(layers),
  };
}
