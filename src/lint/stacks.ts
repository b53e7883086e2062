import { resolve } from "node:path";
import { Stack } from "../lambda/index.ts";
import type { Finding } from "../report/index.ts";
import { type LoadRequest, loadTargets } from "./load.ts";
import { unparsedFindings } from "./unparsed.ts";

/** The stacks that paths refer to. */
export interface Stacks {
  readonly stacks: readonly Stack[];
  /** Whether a file (absolute path) is one of those referred to. */
  readonly covers: (file: string) => boolean;
  /** The parts of these files that could not be read or parsed. */
  readonly unparsed: readonly Finding[];
}

/** Loads what paths refer to, for commands that inspect it without judging. */
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
