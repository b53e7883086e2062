import { prepareCode, Stack } from "../lambda/index.ts";
import type { Finding } from "../report/index.ts";
import type { Workspace } from "../terraform/index.ts";
import { excessFindings } from "./excess-findings.ts";
import { type JudgeOptions, judge } from "./judge.ts";
import type { Root } from "./load.ts";

/** What judging several roots needs besides what one needs. */
export interface JudgeRootsOptions extends JudgeOptions {
  readonly workspace: Workspace;
  /** Whether any rule needs to know what functions' code does. */
  readonly readsCode: boolean;
}

/** What the rules find in roots, one after the other, in no order. */
export async function judgeRoots(
  roots: Iterable<Root>,
  { workspace, readsCode, ...options }: JudgeRootsOptions,
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const root of roots) {
    workspace.trim();
    const stack = new Stack(root.load());
    if (readsCode) await prepareCode(stack.functions);
    // not by a spread: as arguments of one call, the findings of a large module would overflow the stack
    for (const finding of judge(stack, options)) found.push(finding);
    found.push(...excessFindings(stack.root, options.cwd));
    // the next root may call the same modules, but nothing calls a root
    if (root.directory) workspace.release(root.directory);
  }
  return found;
}
