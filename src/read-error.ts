import { UserError } from "./user-error.ts";

/** The error for whoever named a path that cannot be read. `path`: as given. */
export function readError(path: string, error: unknown): UserError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reason = code || (error instanceof Error ? error.message : String(error));
  return new UserError(`${path} ${reasons.get(code) ?? `cannot be read: ${reason}`}`, hintFor(path, code), error);
}

function hintFor(path: string, code: string): string | undefined {
  if (code === "EISDIR") return "Name a file";
  // the shell leaves a pattern unchanged if it is quoted or matches nothing
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
