import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Finding } from "../../report/index.ts";
import type { Share } from "./share.ts";

/** What a thread takes to start is won back over this much text, in characters. */
const TEXT_PER_THREAD = 1_500_000;
/** Each has a heap of its own. */
const MOST_THREADS = 4;

/** How many threads are worth starting beside this one for so much text, in characters. */
export function furtherThreads(characters: number): number {
  // in the sources, which are only run by tests, there is no file that a thread could run
  if (!existsSync(entry())) return 0;
  const worth = Math.floor(characters / TEXT_PER_THREAD);
  return Math.max(0, Math.min(worth, availableParallelism(), MOST_THREADS) - 1);
}

/** What other threads find in their share. */
export async function judgeElsewhere(share: Share, threads: number): Promise<readonly Finding[]> {
  const found = await Promise.all(Array.from({ length: threads }, () => runThread(share)));
  return found.flat();
}

function runThread(share: Share): Promise<readonly Finding[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry(), { workerData: share });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`a thread ended with ${code} before it was done`)));
  });
}

/** src/start.ts, built to run judging-thread.ts. */
function entry(): string {
  return fileURLToPath(new URL("./thread-start.cjs", import.meta.url));
}
