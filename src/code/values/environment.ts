import type { CodeValue } from "./value.ts";

/** Whether a value is the table of environment variables. */
export function isEnvironment(value: CodeValue): boolean {
  if (value.kind !== "external") return false;
  const name = value.path.join(".");
  switch (value.source.replace(/^node:/, "")) {
    case "":
    case "process":
      return name === "process.env" || name === "env";
    case "os":
      return name === "environ";
    default:
      return false;
  }
}

/**
 * What a member of the environment is: a variable, or a method for reading one (`os.environ.get`, `getOrDefault` in
 * Java).
 */
export function environmentOf(name: string): readonly CodeValue[] {
  if (name === "get" || name === "getOrDefault") return [{ kind: "external", source: "os", path: ["getenv"] }];
  return [{ kind: "text", parts: [{ kind: "environment", name, fallback: undefined }] }];
}
