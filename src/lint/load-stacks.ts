import { Stack } from "../lambda/index.ts";
import { type VariableSources, Workspace } from "../terraform/index.ts";
import { UserError } from "../user-error.ts";
import { findRoots } from "./roots.ts";
import { findTargets } from "./targets.ts";
import { unparsedFindings } from "./unparsed.ts";

/**
 * The root modules at and below a directory, for commands that say what is there and judge nothing.
 * @throws UserError for a directory without Terraform files, and for files that do not parse
 */
export async function loadStacks(path: string, cwd: string, variables: VariableSources): Promise<readonly Stack[]> {
  const workspace = new Workspace({ tree: cwd, variables });
  const directories = findTargets([path], cwd).directories.map((directory) => workspace.directory(directory));
  const [unparsed] = directories.flatMap((directory) => unparsedFindings(directory, cwd));
  if (unparsed) {
    const { file, range, message } = unparsed;
    throw new UserError(`${file}:${range.start.line}: ${message}`, "lambda-tf lint reports all that does not parse");
  }
  const roots = findRoots(directories);
  for (const root of roots) await workspace.prepare(root.path);
  return roots.map((root) => new Stack(workspace.load(root.path)));
}
