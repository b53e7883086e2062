import { dirname } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { Workspace } from "../../terraform/index.ts";
import { judgeRoots } from "../judge-roots.ts";
import { type Root, rootAt } from "../load.ts";
import { Policies } from "../policy.ts";
import { alsoRun } from "../suppress/also-run.ts";
import { received, type Share, untaken } from "./share.ts";

/** What a thread runs that judges a share of a run's roots: it answers with its findings, once. */
export async function main(): Promise<void> {
  const share: Share = workerData;
  const { request, readsCode, suppressed } = share;
  const { cwd, asOf } = request;
  const workspace = new Workspace({ tree: cwd, texts: request.texts ?? new Map() });
  const policies = await Policies.read(request, share.directories);
  const reported = new Set(share.directories);
  const states = received(share.states);
  function* roots(): Generator<Root> {
    for (const directory of untaken(share.roots, share.taken))
      yield rootAt(directory, { workspace, policies, request });
  }
  const findings = await judgeRoots(roots(), {
    workspace,
    readsCode,
    policy: (file) => (reported.has(dirname(file)) && !policies.isIgnored(file) ? policies.of(file) : undefined),
    alsoRun: (policy) => alsoRun(policy, suppressed),
    states: () => states,
    asOf,
    cwd,
  });
  parentPort?.postMessage(findings);
}
