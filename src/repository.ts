import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The top of the git repository that contains a directory; undefined outside of any. */
export function repositoryTop(directory: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (at === dirname(at)) return undefined;
  }
}
