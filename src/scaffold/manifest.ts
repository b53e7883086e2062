import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../user-error.ts";
import type { ModuleFiles } from "./compose.ts";

/** Which files a scaffolded module got from us, and what was in them: how an edited file is told from an untouched one. */
export const MANIFEST_FILE = ".lambda-tf/manifest.json";

/** The SHA-256, in hexadecimal, of each file as it was written, by its path in the module. */
export type Manifest = ReadonlyMap<string, string>;

/** The text of the manifest for these files. */
export function manifestText(files: ModuleFiles, toolVersion: string): string {
  const hashes = Object.fromEntries([...files].map(([file, text]) => [file, sha256(text)]));
  return `${JSON.stringify({ version: 1, tool: toolVersion, files: hashes }, null, 2)}\n`;
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
    const { files } = JSON.parse(text) as { files: Readonly<Record<string, string>> };
    return new Map(Object.entries(files).filter(([file]) => staysInside(file)));
  } catch (error) {
    throw new UserError(
      `${MANIFEST_FILE} is damaged, so edited files cannot be told from untouched ones`,
      "Restore it from version control, or delete it: then every existing file counts as yours",
      error,
    );
  }
}

export function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function staysInside(file: string): boolean {
  const normal = path.posix.normalize(file);
  return !path.posix.isAbsolute(normal) && normal !== ".." && !normal.startsWith("../") && !/[\\\p{Cc}]/u.test(normal);
}
