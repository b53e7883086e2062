import { resolve } from "node:path";
import { Stack } from "../lambda/index.ts";
import type { Finding } from "../report/index.ts";
import { type LoadRequest, loadTargets } from "./load.ts";
import { unparsedFindings } from "./unparsed.ts";

/** The stacks that paths name. */
export interface Stacks {
  readonly stacks: readonly Stack[];
  /** Whether a file (absolute path) is among those named. */
  readonly covers: (file: string) => boolean;
  /** What of the named files could not be read or parsed. */
  readonly unparsed: readonly Finding[];
}

/** Loads what paths name, for commands that look at it and judge nothing. */
export async function loadStacks(request: LoadRequest): Promise<Stacks> {
  const { covers, directories, roots, workspace } = await loadTargets(request);
  return {
    stacks: roots.map((root) => new Stack(root.load())),
    covers,
    unparsed: (await unparsedFindings(directories, request.cwd, () => workspace.trim())).filter(({ file }) =>
      covers(resolve(request.cwd, file)),
    ),
  };
}
