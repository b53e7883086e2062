import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

let root: string | undefined;

/** The folder of our package.json: above src/scaffold in a checkout, above dist in the published package. */
function packageRoot(): string {
  if (root !== undefined) return root;
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, "package.json"))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error("no package.json above the running program");
    folder = parent;
  }
  root = folder;
  return folder;
}

/** The absolute path of a file or folder that is shipped with the package, such as `templates/features`. */
export function packagePath(...segments: readonly string[]): string {
  return path.join(packageRoot(), ...segments);
}

/** Reads a JSON file that is shipped with the package; `T` is not checked. */
export function readPackageJson<T>(...segments: readonly string[]): T {
  return JSON.parse(readFileSync(packagePath(...segments), "utf8")) as T;
}
