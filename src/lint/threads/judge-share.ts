import type { Finding } from "../../report/index.ts";
import { judgeRoots } from "../judge-roots.ts";
import { type JudgeRequest, prepare } from "../prepare.ts";
import { type Taken, untaken } from "./share.ts";

/** What a thread is given to do. */
export interface JudgeTask {
  readonly request: JudgeRequest;
  readonly taken: Taken;
}

/** What the rules find in those roots that no other thread takes. */
export async function judgeShare({ request, taken }: JudgeTask): Promise<readonly Finding[]> {
  const { roots, options } = await prepare(request);
  return judgeRoots(untaken(roots, taken), options);
}
