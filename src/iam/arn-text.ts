import { terraformArnForm } from "../aws/terraform-arns.ts";
import { referenceChain, stringOf, type Value } from "../terraform/index.ts";
import { ANYTHING, SOME_NAME, SOME_PATH } from "./glob.ts";

/** Attributes whose values contain no `:` or `/`, by resource type. */
const NAME_ATTRIBUTES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["aws_caller_identity", new Set(["account_id", "id"])],
  ["aws_region", new Set(["name", "id", "region"])],
  ["aws_partition", new Set(["partition", "id"])],
  ["aws_sqs_queue", new Set(["name"])],
  ["aws_dynamodb_table", new Set(["name", "id"])],
  ["aws_s3_bucket", new Set(["bucket", "id"])],
  ["aws_lambda_function", new Set(["function_name", "id"])],
]);

/** Attributes whose values may contain `/`, but no `:`. */
const PATH_ATTRIBUTES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["aws_cloudwatch_log_group", new Set(["name", "id"])],
]);

/**
 * The pattern of a resource element of a policy, with marks for the unknown parts (see glob.ts). A reference to a
 * resource's ARN has the form of that kind of ARN: `"${aws_dynamodb_table.orders.arn}/index/*"` is an index ARN.
 */
export function arnText(value: Value): string {
  const text = stringOf(value);
  // a policy variable is substituted at each request
  if (text !== undefined) return text.replace(/[$&]\{[^{}]*\}/g, ANYTHING);
  if (value.kind === "template")
    return withPlainParts(
      value.parts
        .map((part) => (typeof part === "string" ? part.replace(/[$&]\{[^{}]*\}/g, ANYTHING) : arnText(part)))
        .join(""),
    );
  for (const { resource, path } of referenceChain(value)) {
    const [attribute] = path;
    if (typeof attribute !== "string" || path.length !== 1) continue;
    const form = terraformArnForm(resource.type, attribute);
    if (form) return asPattern(form);
    if (NAME_ATTRIBUTES.get(resource.type)?.has(attribute)) return SOME_NAME;
    if (PATH_ATTRIBUTES.get(resource.type)?.has(attribute)) return SOME_PATH;
  }
  return ANYTHING;
}

/** The pattern of the ARN of any resource of a type; undefined if the form of its ARNs is not known. */
export function anyArnOf(type: string): string | undefined {
  const form = terraformArnForm(type, "arn");
  return form && asPattern(form);
}

function asPattern(form: string): string {
  return form.replaceAll("<>", SOME_NAME).replaceAll("</>", SOME_PATH);
}

/** What the region and the account in an ARN can look like. */
const REGION = new RegExp(`^[a-z0-9*?-]*$|[${ANYTHING}${SOME_NAME}]`);
const ACCOUNT = new RegExp(`^(?:[0-9*?]*|aws)$|[${ANYTHING}${SOME_NAME}]`);

/**
 * An unknown value that is all of an ARN's part before the resource contains no `:` or `/`:
 * `"arn:aws:logs:${var.region}:…"`.
 */
function withPlainParts(text: string): string {
  const [arn, partition, service, region, account, ...resource] = text.split(":");
  const isArn = arn === "arn" && resource.length > 0 && REGION.test(region ?? "") && ACCOUNT.test(account ?? "");
  if (!isArn) return text;
  const plain = [partition, service, region, account].map((part) => (part === ANYTHING ? SOME_NAME : part));
  return [arn, ...plain, ...resource].join(":");
}

/** The six parts of an ARN pattern; undefined for what is not certain to be an ARN. */
export function arnParts(
  text: string,
):
  | { readonly service: string; readonly region: string; readonly account: string; readonly resource: string }
  | undefined {
  const [arn, , service, region, account, ...resource] = text.split(":");
  if (arn !== "arn" || service === undefined || region === undefined || account === undefined || resource.length === 0)
    return undefined;
  return { service, region, account, resource: resource.join(":") };
}
