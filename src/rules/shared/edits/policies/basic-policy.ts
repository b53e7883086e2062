import type { AttachedPolicy } from "../../../../iam/index.ts";
import type { Edit } from "../../../rule.ts";

/** What a role has for the logs of its functions. */
export const BASIC_POLICY = "AWSLambdaBasicExecutionRole";

/** The edit that names the policy for logs alone in place of one that has more; undefined where that is not written out. */
export function basicInPlaceOf({ arn, managed }: AttachedPolicy): Edit | undefined {
  if (!arn || !managed) return undefined;
  const { file, start, end } = arn.place;
  const at = file.text.lastIndexOf(`/${managed.name}`, end) + 1;
  const isWritten = at > start && at + managed.name.length <= end && /^"arn:[^"]*"$/.test(file.slice(arn.place));
  if (!isWritten || !file.text.slice(start, at).endsWith("service-role/")) return undefined;
  return { place: { file, start: at, end: at + managed.name.length }, newText: BASIC_POLICY };
}
