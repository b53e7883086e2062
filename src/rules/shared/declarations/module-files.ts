import path from "node:path";
import { type Module, rootKind, stringOf, type Value } from "../../../terraform/index.ts";

/**
 * A relative path written in a called module that leads to something from that module's folder, but to nothing from
 * the folder of the root module, where Terraform runs: the path is returned as the module should write it, beginning
 * with `${path.module}`. Undefined for other values, and where it is not known where Terraform runs.
 */
export function pathFromModule(value: Value, { directory, files, trace: [first] }: Module): string | undefined {
  const written = stringOf(value);
  if (written === undefined || !first || directory.origin !== "files") return undefined;
  const root = first.parent;
  const folder = path.relative(root.directory.path, directory.path);
  const isOwn = path.dirname(value.place.file.path) === directory.path;
  if (!isOwn || folder === "" || /^(?:[/~\\]|[A-Za-z]:)/.test(written)) return undefined;
  const isThere = (name: string) => files.exists(name) === true || files.set(name, "*") !== undefined;
  const isInModuleAlone = files.exists(written) === false && !isThere(written) && isThere(path.join(folder, written));
  return isInModuleAlone && rootKind(root) === "root" ? `\${path.module}/${path.posix.normalize(written)}` : undefined;
}
