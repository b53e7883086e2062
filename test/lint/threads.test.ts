import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import type { Root } from "../../src/lint/load.ts";
import { judgeInThreads } from "../../src/lint/threads/judge-in-threads.ts";
import { noneTaken, untaken } from "../../src/lint/threads/share.ts";
import { lintRequest } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const nothing = (): never => {
  throw new Error("not to be judged");
};
const roots: readonly Root[] = Array.from({ length: 6 }, () => ({ directory: undefined, load: nothing }));

test("threads that take roots in turn get different roots", () => {
  const taken = noneTaken();
  const [one, other] = [untaken(roots, taken), untaken(roots, taken)];
  const first = [one.next().value, other.next().value, one.next().value];
  expect(new Set([...first, ...other, ...one])).toEqual(new Set(roots));
  expect(first).toHaveLength(3);
  expect([one.next().done, other.next().done]).toEqual([true, true]);
});

test.runIf(availableParallelism() > 1)("a failure in another thread is reported", async () => {
  const request = { ...lintRequest(temporaryDirectory({})), paths: ["gone"] };
  await expect(judgeInThreads(roots, async () => [], request)).rejects.toThrow("gone does not exist");
});
