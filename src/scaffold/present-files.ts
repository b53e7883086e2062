import { lstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import path from "node:path";
import { UserError } from "../user-error.ts";

/**
 * Why a file cannot be written at all: a folder or a link in its place, or a file or a link in place of a parent
 * folder. Undefined if it can.
 */
export function findObstacle(folder: string, file: string): string | undefined {
  const segments = file.split("/");
  for (let depth = 1; depth <= segments.length; depth++) {
    const here = segments.slice(0, depth).join("/");
    const found = statusOf(path.join(folder, here));
    if (!found) return undefined;
    const isFile = depth === segments.length;
    const subject = isFile ? "" : `cannot be there: ${here} `;
    if (found.isSymbolicLink()) return `${subject}is a symbolic link, and may lead out of the folder`;
    if (!isFile && !found.isDirectory()) return `${subject}is not a folder`;
    if (isFile && !found.isFile()) return "is not a file";
  }
  return undefined;
}

/** The text of a file; undefined if it does not exist. */
export function contentOf(folder: string, file: string): string | undefined {
  const location = path.join(folder, file);
  if (!statusOf(location)?.isFile()) return undefined;
  try {
    return readFileSync(location, "utf8");
  } catch (error) {
    throw new UserError(`${location} is in the way and cannot be read`, undefined, error);
  }
}

/** The files in the same folder as a file, by their path in the module. */
export function filesBeside(folder: string, file: string): readonly string[] {
  const here = path.posix.dirname(file);
  const location = path.join(folder, here);
  if (!statusOf(location)?.isDirectory()) return [];
  const entries = readdirSync(location, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => path.posix.join(here, name));
}

function statusOf(location: string): Stats | undefined {
  return lstatSync(location, { throwIfNoEntry: false });
}
