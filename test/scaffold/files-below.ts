import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** The texts of all files below a folder, by path. */
export function filesBelow(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => statSync(path.join(folder, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
}
