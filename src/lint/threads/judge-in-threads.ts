import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { packageUrl } from "../../package-url.ts";
import type { Finding } from "../../report/index.ts";
import type { Root } from "../load.ts";
import type { JudgeRequest } from "../prepare.ts";
import type { JudgeTask } from "./judge-share.ts";
import { noneTaken, untaken } from "./share.ts";

/** More threads would gain little, as each has to warm up and takes memory. */
const MOST_THREADS = 4;
/** Bytes of memory that a thread may come to use. */
const MEMORY_OF_THREAD = 400_000_000;

/**
 * Runs the rules on roots in several threads, including this one; the findings are not sorted. Each thread reads the
 * input itself, since modules cannot be passed between threads; that takes a fiftieth of the time of judging them.
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
  // the limit of a container; 0 if there is none
  const limit = process.constrainedMemory();
  const bearable = limit > 0 ? Math.max(1, Math.floor(limit / MEMORY_OF_THREAD)) : MOST_THREADS;
  return Math.min(availableParallelism(), roots.length, bearable, MOST_THREADS);
}

async function judgeElsewhere(workerData: JudgeTask): Promise<readonly Finding[]> {
  // the command tells which byte code to start from
  const worker = new Worker(packageUrl("bin/judge-thread.js"), { workerData, argv: ["lint"] });
  // an error in starting the thread is thrown here
  const [answer]: readonly Answer[] = await once(worker, "message");
  if (answer?.failure) throw Object.assign(new Error(answer.failure.message), answer.failure);
  return answer?.findings ?? [];
}

/** What a thread sends when it has ended. */
interface Answer {
  readonly findings?: readonly Finding[];
  readonly failure?: { readonly message: string; readonly stack: string };
}

/** A copy that can be sent to a thread: process.env is not a plain object. */
function copied(request: JudgeRequest): JudgeRequest {
  const { variables } = request;
  return { ...request, variables: { ...variables, environment: { ...variables.environment } } };
}
