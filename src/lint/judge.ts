import type { Stack } from "../lambda/index.ts";
import type { Finding } from "../report/index.ts";
import type { RuleContext, RuleFinding } from "../rules/rule.ts";
import type { StateLocation } from "../terraform/index.ts";
import { BrokenBlocks } from "./broken-blocks.ts";
import { isGitIgnored } from "./gitignore.ts";
import { canJudgePlan } from "./plan-rules.ts";
import type { Policy } from "./policy.ts";
import { sparingOthers } from "./repeated-blocks.ts";
import type { ActiveRule } from "./selection.ts";
import { atCall, toFinding } from "./to-finding.ts";

/** What judging a root needs. */
export interface JudgeOptions {
  /** The policy for a file (absolute path); undefined for files that are not reported on. */
  readonly policy: (file: string) => Policy | undefined;
  /** Rules that a policy turns off but that run nonetheless, to find out whether suppressions for them are used. */
  readonly alsoRun: (policy: Policy) => readonly ActiveRule[];
  /** Where all roots of the run keep their state; determined when first asked for. */
  readonly states: () => readonly StateLocation[];
  /** The day that counts as today, YYYY-MM-DD. */
  readonly asOf: string;
  readonly cwd: string;
}

/** Runs the rules on a root module and everything that it calls. */
export function judge(stack: Stack, { policy, alsoRun, states, asOf, cwd }: JudgeOptions): readonly Finding[] {
  const context: RuleContext = {
    stack,
    asOf,
    get states() {
      return states();
    },
    isIgnored: isGitIgnored,
  };
  const files = stack.modules.flatMap(({ directory }) => directory.sources.map(({ path }) => path));
  const policies = new Set(files.map(policy).filter((found) => found !== undefined));
  const isPlan = stack.root.directory.origin === "plan";
  const brokenBlocks = new BrokenBlocks(stack.modules.map(({ directory }) => directory));
  const findings: Finding[] = [];
  for (const current of policies) {
    for (const active of [...current.rules, ...alsoRun(current)]) {
      if (isPlan && !canJudgePlan(active.id)) continue;
      for (const found of sparingOthers(run(active, context), stack).map(atCall)) {
        if (policy(found.at.file.path) !== current || brokenBlocks.holds(found.at)) continue;
        // a plan cannot be edited
        findings.push(
          toFinding(isPlan ? { ...found, fix: undefined, suggestions: undefined } : found, active, stack.modules, cwd),
        );
      }
    }
  }
  return findings;
}

/** Runs a rule. An exception in it is a bug, and is rethrown with the name of the rule. */
function run({ id, rule, options }: ActiveRule, context: RuleContext): readonly RuleFinding[] {
  try {
    return [...rule.check(context, options)];
  } catch (error) {
    const where = context.stack.root.directory.path;
    throw new Error(`rule ${id} failed on ${where}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
