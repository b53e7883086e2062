import type { Finding } from "../../report/index.ts";
import { type JudgeRootsOptions, judgeRoots } from "../judge-roots.ts";
import type { LintRequest } from "../lint.ts";
import type { Root } from "../load.ts";
import { newCounter, untaken } from "./share.ts";
import { furtherThreads, judgeElsewhere } from "./threads.ts";

export interface Together extends JudgeRootsOptions {
  readonly request: LintRequest;
  /** The directories that are reported on, absolute. */
  readonly directories: readonly string[];
  /** Rules that suppressions name. */
  readonly suppressed: ReadonlySet<string>;
  /** The text of all directories, in characters. */
  readonly size: number;
}

/** What the rules find in the roots of directories, in no order; this thread and others each take the next root that is left. */
export async function judgeTogether(roots: readonly Root[], together: Together): Promise<readonly Finding[]> {
  const { request, directories, suppressed, size, ...options } = together;
  const threads = furtherThreads(size);
  if (threads === 0) return judgeRoots(roots, options);
  const taken = newCounter();
  const share = {
    request,
    directories,
    roots: roots.flatMap(({ directory }) => directory?.path ?? []),
    taken,
    suppressed,
    states: options.states(),
    readsCode: options.readsCode,
  };
  const elsewhere = judgeElsewhere(share, threads);
  const [here, there] = await Promise.all([judgeRoots(untaken(roots, taken), options), elsewhere]);
  return [...here, ...there];
}
