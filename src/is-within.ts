import path from "node:path";

/** Whether a path is a directory or lies below it, links not followed; both absolute. */
export function isWithin(file: string, directory: string): boolean {
  const relative = path.relative(directory, file);
  return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
