import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { packageUrl } from "../../package-url.ts";
import type { Finding } from "../../report/index.ts";
import type { Root } from "../load.ts";
import type { JudgeRequest } from "../prepare.ts";
import type { JudgeTask } from "./judge-share.ts";
import { noneTaken, untaken } from "./share.ts";

/** More would gain little, as each has to warm up by itself, and each takes memory. */
const MOST_THREADS = 4;
/** What a thread may come to hold, in bytes. */
const MEMORY_OF_THREAD = 400_000_000;

/**
 * What the rules find in roots, in no order: this thread judges those that the others leave to it. Each of the others reads
 * what is asked for anew, since modules cannot be handed over; that is a fiftieth of what judging them takes.
 */
export async function judgeInThreads(
  roots: readonly Root[],
  judge: (roots: Iterable<Root>) => Promise<readonly Finding[]>,
  request: JudgeRequest,
): Promise<readonly Finding[]> {
  const task: JudgeTask = { request: copied(request), taken: noneTaken() };
  const others = Array.from({ length: threadsFor(roots) - 1 }, () => judgeElsewhere(task));
  const own = judge(untaken(roots, task.taken));
  return (await Promise.all([own, ...others])).flat();
}

function threadsFor(roots: readonly Root[]): number {
  // of a container; 0 where there is none
  const limit = process.constrainedMemory();
  const bearable = limit > 0 ? Math.max(1, Math.floor(limit / MEMORY_OF_THREAD)) : MOST_THREADS;
  return Math.min(availableParallelism(), roots.length, bearable, MOST_THREADS);
}

async function judgeElsewhere(workerData: JudgeTask): Promise<readonly Finding[]> {
  // the command says which byte code to start from
  const worker = new Worker(packageUrl("bin/judge-thread.js"), { workerData, argv: ["lint"] });
  // an error in it is thrown here
  const [findings]: readonly Finding[][] = await once(worker, "message");
  return findings ?? [];
}

/** What can be sent to a thread. The environment of a process is no plain object. */
function copied(request: JudgeRequest): JudgeRequest {
  const { variables } = request;
  return { ...request, variables: { ...variables, environment: { ...variables.environment } } };
}
