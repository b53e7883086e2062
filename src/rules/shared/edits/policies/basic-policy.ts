import type { AttachedPolicy } from "../../../../iam/index.ts";
import type { Edit } from "../../../rule.ts";

/** The managed policy that lets functions write their logs. */
export const BASIC_POLICY = "AWSLambdaBasicExecutionRole";

/** Replaces a managed policy by the one for logs only; undefined if its ARN is not written out. */
export function basicInPlaceOf({ arn, managed }: AttachedPolicy): Edit | undefined {
  if (!arn || !managed) return undefined;
  const { file, start, end } = arn.place;
  const at = file.text.lastIndexOf(`/${managed.name}`, end) + 1;
  const isWritten = at > start && at + managed.name.length <= end && /^"arn:[^"]*"$/.test(file.slice(arn.place));
  if (!isWritten || !file.text.slice(start, at).endsWith("service-role/")) return undefined;
  return { place: { file, start: at, end: at + managed.name.length }, newText: BASIC_POLICY };
}
