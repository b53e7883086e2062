import type { ConfigurationFile } from "../terraform/index.ts";
import type { Loaded } from "./load.ts";
import { displayPath } from "./place.ts";
import type { ReportedFiles } from "./reported-files.ts";
import { mayHoldDirectives } from "./suppress/directive.ts";

/** Files that are not reported on but whose suppressions may apply to modules that they call. */
export function callingFiles(
  { roots, directories, workspace, isWhole }: Pick<Loaded, "roots" | "directories" | "workspace" | "isWhole">,
  files: ReportedFiles,
  cwd: string,
): readonly ConfigurationFile[] {
  const paths = roots.flatMap(({ directory }) => directory?.path ?? []);
  const reported = new Set(directories.map(({ path }) => path));
  if (isWhole && paths.every((path) => reported.has(path))) return [];
  const around = new Set(paths.flatMap((path) => workspace.reachable(path)));
  return [...around].flatMap((directory) => {
    const speaking = directory.sources.filter(
      ({ path, text }) => files.source(displayPath(path, cwd)) === undefined && mayHoldDirectives(text),
    );
    return speaking.length === 0 ? [] : directory.files.filter(({ source }) => speaking.includes(source));
  });
}
