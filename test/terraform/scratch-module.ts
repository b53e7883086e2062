import { type Module, type VariableSources, Workspace } from "../../src/terraform/index.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

/** Writes files (by relative path) into a temporary directory, and loads the root module there. */
export function loadModule(files: Readonly<Record<string, string>>, variables?: VariableSources): Module {
  const root = temporaryDirectory(files);
  return new Workspace({ tree: root, ...(variables && { variables }) }).load(root);
}
