import { dirname, resolve } from "node:path";
import { isNamedDirectory } from "../named-path.ts";
import { type InForce, inForce } from "./config/in-force.ts";
import { displayPath } from "./place.ts";
import { Policies, type PolicyRequest } from "./policy.ts";

/** The configuration of a path. */
export interface ShownConfig extends InForce {
  readonly path: string;
  /** The configuration files that were read, those that are extended before the ones that extend them. */
  readonly files: readonly string[];
  /** Whether nothing is reported on the path. */
  readonly isIgnored: boolean;
  /** How many rules run there, of how many. */
  readonly rulesOn: number;
  /** For a directory: overrides that hold for some files of their own, as their files say. */
  readonly overrides: readonly string[];
}

/** What is in force for a file or, where `path` is a directory, for all of it. Throws a UserError for a path that is not there. */
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
