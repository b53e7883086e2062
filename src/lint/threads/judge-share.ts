import type { Finding } from "../../report/index.ts";
import { judgeRoots } from "../judge-roots.ts";
import { type JudgeRequest, prepare } from "../prepare.ts";
import { type Taken, untaken } from "./share.ts";

/** The task of a thread. */
export interface JudgeTask {
  readonly request: JudgeRequest;
  readonly taken: Taken;
}

/** Runs the rules on the roots that no other thread takes. */
export async function judgeShare({ request, taken }: JudgeTask): Promise<readonly Finding[]> {
  const { roots, options } = await prepare(request);
  return judgeRoots(untaken(roots, taken), options);
}
