import { readFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../user-error.ts";
import type { ModuleFiles } from "./compose.ts";

/**
 * Records which files of a scaffolded module we wrote, with their text: this is how edited files are recognized and
 * what edits are merged against, whichever version wrote the module.
 */
export const MANIFEST_FILE = ".lambda-tf/manifest.json";

/** Where the answers are kept in a module: `init --answers` accepts the file as it is. */
export const ANSWERS_FILE = ".lambda-tf/answers.json";

/** Whether a file is a record about the module rather than a part of it: such files are always overwritten. */
export function isRecord(file: string): boolean {
  return file === MANIFEST_FILE || file === ANSWERS_FILE;
}

/** The text of each file as it was written, by its path in the module. */
export type Manifest = ReadonlyMap<string, string>;

/** The text of the manifest for these files. */
export function manifestText(files: ModuleFiles, toolVersion: string): string {
  // By line, so that version control shows and merges what changed.
  const lines = Object.fromEntries([...files].map(([file, text]) => [file, text.split("\n")]));
  return `${JSON.stringify({ version: 1, tool: toolVersion, files: lines }, null, 2)}\n`;
}

/** The manifest in a module's folder; empty if there is none. Throws a UserError if it is damaged. */
export function readManifest(folder: string): Manifest {
  let text: string;
  try {
    text = readFileSync(path.join(folder, MANIFEST_FILE), "utf8");
  } catch {
    return new Map();
  }
  try {
    const { files } = JSON.parse(text) as { files: Readonly<Record<string, readonly string[]>> };
    const inside = Object.entries(files).filter(([file]) => staysInside(file));
    return new Map(inside.map(([file, lines]) => [file, lines.join("\n")]));
  } catch (error) {
    throw new UserError(
      `${MANIFEST_FILE} is damaged, so edited files cannot be told from untouched ones`,
      "Restore it from version control, or delete it: then every existing file counts as yours",
      error,
    );
  }
}

function staysInside(file: string): boolean {
  const normal = path.posix.normalize(file);
  return !path.posix.isAbsolute(normal) && normal !== ".." && !normal.startsWith("../") && !/[\\\p{Cc}]/u.test(normal);
}
