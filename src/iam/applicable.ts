import { type IamAction, serviceResourceTypes } from "../aws/iam-actions.ts";
import { arnParts } from "./arn-text.ts";
import { ANYTHING, canOverlap, SOME_NAME } from "./glob.ts";

/** Names that hold neither `:` nor `/`, so that `bucket/key` is no bucket, and `table/orders/index/day` no table. */
const PLAIN_NAMES = /\$\{(?:Partition|BucketName|TableName|QueueName|TopicName|StreamName)\}/g;

/** Topics of MQTT are paths; ids of EC2 hold letters and digits alone. */
function plainNamesOf(form: string): RegExp {
  if (form.includes(":iot:")) return /\$\{Partition\}/g;
  return form.includes(":ec2:") ? /\$\{[^}]*\}/g : PLAIN_NAMES;
}

const patterns = new Map<string, string>();

/** The pattern that a form of ARN is, `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`; other text is its own. */
export function formPattern(form: string): string {
  const known = patterns.get(form);
  if (known !== undefined) return known;
  const pattern = form
    .replace(/\$\{(?:Region|Account)\}/g, SOME_NAME)
    .replace(plainNamesOf(form), SOME_NAME)
    .replace(/\$\{[^}]*\}/g, ANYTHING);
  patterns.set(form, pattern);
  return pattern;
}

/**
 * Whether an action can work on some resource that a pattern (see arnText) admits. An action without resource types works on
 * `*` alone.
 */
export function canApply(action: IamAction, pattern: string): boolean {
  if (/^\*+$/.test(pattern) || pattern === ANYTHING) return true;
  const types = serviceResourceTypes(action.service);
  // an ARN without a region, as a bucket's, is none of an access point
  const hasNoRegion = arnParts(pattern)?.region === "";
  return action.resourceTypes.some(({ name }) => {
    const forms = types.get(name)?.arns;
    if (forms === undefined) return true;
    return forms.some(
      (form) => !(hasNoRegion && form.includes(":${Region}:")) && canOverlap(pattern, formPattern(form)),
    );
  });
}
