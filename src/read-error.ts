import { UserError } from "./user-error.ts";

/** What a failed read says to whoever named the path. `path` as it was given. */
export function readError(path: string, error: unknown): UserError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reason = code || (error instanceof Error ? error.message : String(error));
  const hint = code === "EISDIR" ? "Name a file" : undefined;
  return new UserError(`${path} ${reasons.get(code) ?? `cannot be read: ${reason}`}`, hint, error);
}

const reasons = new Map([
  ["ENOENT", "does not exist"],
  ["ENOTDIR", "does not exist"],
  ["EISDIR", "is a directory"],
  ["EACCES", "may not be read"],
]);
