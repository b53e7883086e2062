import { UserError } from "./user-error.ts";

/** What a failed read says to whoever named the path. `path` as it was given. */
export function readError(path: string, error: unknown): UserError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reason = code || (error instanceof Error ? error.message : String(error));
  return new UserError(`${path} ${reasons.get(code) ?? `cannot be read: ${reason}`}`, hintFor(path, code), error);
}

function hintFor(path: string, code: string): string | undefined {
  if (code === "EISDIR") return "Name a file";
  // what a shell leaves of a pattern that matches nothing, or stands in quotes
  return code === "ENOENT" && /[*?]/.test(path) ? "Patterns are for the shell: name directories and files" : undefined;
}

const reasons = new Map([
  ["ENOENT", "does not exist"],
  ["ENOTDIR", "does not exist"],
  ["EISDIR", "is a directory"],
  ["EACCES", "may not be read"],
  ["ELOOP", "is a link that leads back to itself"],
  ["ENAMETOOLONG", "is longer than a path may be"],
]);
