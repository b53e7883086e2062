import path from "node:path";
import { repositoryTop } from "../repository.ts";
import type { Change } from "../scaffold/plan-changes.ts";
import { isReadAtTopOnly } from "../scaffold/top-files.ts";

/**
 * A line about new files that nothing reads where they are, as the folder is not the top of its repository; or none.
 */
export function misplacedFiles(folder: string, changes: readonly Change[]): string {
  const top = repositoryTop(folder);
  if (top === undefined || top === folder) return "";
  const files = changes.filter(({ kind, file }) => kind === "create" && isReadAtTopOnly(file)).map(({ file }) => file);
  if (files.length === 0) return "";
  const where = path.relative(folder, top).replaceAll(path.sep, "/");
  return `Only read at the top of the repository (${where}): ${files.join(", ")}. README.md says how to move them.\n`;
}
