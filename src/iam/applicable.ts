import { type IamAction, serviceResourceTypes } from "../aws/iam-actions.ts";
import { arnParts } from "./arn-text.ts";
import { ANYTHING, canOverlap, SOME_NAME } from "./glob.ts";

/**
 * Placeholders whose values contain neither `:` nor `/`, so that `bucket/key` is no bucket, and
 * `table/orders/index/day` no table.
 */
const PLAIN_NAMES = /\$\{(?:Partition|BucketName|TableName|QueueName|TopicName|StreamName)\}/g;

/**
 * The placeholders of a format whose values contain neither `:` nor `/`. MQTT topics are paths; EC2's ids are
 * alphanumeric.
 */
function plainNamesOf(form: string): RegExp {
  if (form.includes(":iot:")) return /\$\{Partition\}/g;
  return form.includes(":ec2:") ? /\$\{[^{}]*\}/g : PLAIN_NAMES;
}

const patterns = new Map<string, string>();

/**
 * Turns an ARN format such as `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}` into a pattern; other text is
 * its own pattern.
 */
export function formPattern(form: string): string {
  const known = patterns.get(form);
  if (known !== undefined) return known;
  const pattern = form
    .replace(/\$\{(?:Region|Account)\}/g, SOME_NAME)
    .replace(plainNamesOf(form), SOME_NAME)
    .replace(/\$\{[^{}]*\}/g, ANYTHING);
  patterns.set(form, pattern);
  return pattern;
}

/**
 * Services whose resources all belong to an account. With other services, an ARN without an account may be that of
 * something AWS or a partner provides: arn:aws:ssm:eu-west-1::parameter/aws/service/…, arn:aws:ec2:eu-west-1::image/….
 * Service Authorization Reference, resource types of each service (2026-11).
 */
const OF_AN_ACCOUNT: ReadonlySet<string> = new Set([
  "appsync",
  "codebuild",
  "cognito-idp",
  "dynamodb",
  "ecr",
  "elasticfilesystem",
  "execute-api",
  "firehose",
  "iam",
  "kinesis",
  "kms",
  "lambda",
  "logs",
  "scheduler",
  "secretsmanager",
  "sns",
  "sqs",
  "states",
]);

/** Whether an ARN lacks the account that each resource of its service belongs to, and so matches nothing. */
export function lacksAccount(pattern: string): boolean {
  const parts = arnParts(pattern);
  return parts?.account === "" && OF_AN_ACCOUNT.has(parts.service);
}

/**
 * Whether an action can work on any resource that a pattern (see arnText) matches. An action without resource types
 * works only on `*`.
 */
export function canApply(action: IamAction, pattern: string): boolean {
  if (/^\*+$/.test(pattern) || pattern === ANYTHING) return true;
  const types = serviceResourceTypes(action.service);
  // an ARN without a region, such as a bucket's, is not that of an access point
  const hasNoRegion = arnParts(pattern)?.region === "";
  const hasNoAccount = lacksAccount(pattern);
  const lacksPartOf = (form: string) =>
    (hasNoRegion && form.includes(":${Region}:")) || (hasNoAccount && form.includes(":${Account}:"));
  return action.resourceTypes.some(({ name }) => {
    const forms = types.get(name)?.arns;
    if (forms === undefined) return true;
    return forms.some((form) => !lacksPartOf(form) && canOverlap(pattern, formPattern(form)));
  });
}

/**
 * ARNs that have the right form but no valid name: a parameter's with a double slash, a secret's without the suffix
 * that Secrets Manager adds, a database's identifier in place of its resource id (AWS Systems Manager user guide,
 * Restricting access to parameters; AWS Secrets Manager user guide, Permissions reference; Amazon RDS user guide,
 * Creating and using an IAM policy for IAM database access; 2026-11).
 */
const NAMELESS = [
  /^arn:[^:]*:ssm:[^:]*:[^:]*:parameter\/\//,
  /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(?!.*-[A-Za-z0-9]{6}$)[\w/+=.@-]+$/,
  /^arn:[^:]*:rds-db:[^:]*:[^:]*:dbuser:(?!(?:db|cluster|prx)-)[\w-]+\//,
];

/** Whether an ARN pattern (see arnText) can match nothing, because of its region, its account or the name in it. */
export function isNameless(pattern: string): boolean {
  return (
    noAccount(pattern) !== undefined || noRegion(pattern) !== undefined || NAMELESS.some((one) => one.test(pattern))
  );
}

/**
 * The digits in an ARN where its account should be, if they are not 12 (AWS Account Management, AWS account
 * identifiers, 2026-11).
 */
export function noAccount(pattern: string): string | undefined {
  const account = arnParts(pattern)?.account ?? "";
  return /^\d+$/.test(account) && account.length !== 12 ? account : undefined;
}

/** The text in place of an ARN's region, if no region has that name: `us-east-1a` is a zone. */
export function noRegion(pattern: string): string | undefined {
  const region = arnParts(pattern)?.region ?? "";
  return /^[a-z][a-z0-9-]*$/.test(region) && !/^[a-z]+(?:-[a-z]+)+-\d+$/.test(region) ? region : undefined;
}
