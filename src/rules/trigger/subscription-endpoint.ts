import { isVariableDefault } from "../../lambda/index.ts";
import { knownPrefix, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { fixOf } from "../shared/edits/fixes.ts";
import { replaceAttribute } from "../shared/edits/values.ts";

interface Endpoint {
  readonly service: string;
  readonly types: readonly string[];
  readonly attributes: readonly string[];
}

const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map([
  ["sqs", { service: "sqs", types: ["aws_sqs_queue"], attributes: ["arn"] }],
  [
    "lambda",
    { service: "lambda", types: ["aws_lambda_function", "aws_lambda_alias"], attributes: ["arn", "qualified_arn"] },
  ],
  ["firehose", { service: "firehose", types: ["aws_kinesis_firehose_delivery_stream"], attributes: ["arn", "id"] }],
]);

/** Forms of endpoints that are not ARNs, with what they are. */
const FORMS: ReadonlyMap<string, readonly [form: RegExp, what: string]> = new Map([
  ["email", [/@/, "an email address"]],
  ["email-json", [/@/, "an email address"]],
  ["http", [/^http:\/\//, "a URL that begins with http://"]],
  ["https", [/^https:\/\//, "a URL that begins with https://"]],
]);

export default defineRule({
  summary: "The endpoint of a subscription does not match its protocol",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["W3694"] },
  source: "Amazon SNS API reference, Subscribe: Endpoint (2026-11)",
  why: `SNS expects the ARN of a queue for the protocol sqs, that of a function for lambda, an address for email and a URL of the
same protocol for http and https, and refuses anything else.`,
  bad: `resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn = "arn:aws:sns:eu-west-1:111122223333:orders"
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.orders.url
}`,
  good: `resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn = "arn:aws:sns:eu-west-1:111122223333:orders"
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.orders.arn
}`,
  check({ stack }) {
    return stack.resources("aws_sns_topic_subscription").flatMap(({ address, body, module }) => {
      const protocol = body.string("protocol") ?? "";
      const endpoint = ENDPOINTS.get(protocol);
      const form = FORMS.get(protocol);
      const value = body.value("endpoint");
      const fault = endpoint ? faultOf(value, endpoint) : form && (formFault(value, form[0]) ?? arnOf(value));
      if (!fault || isVariableDefault(value, module)) return [];
      return [
        {
          at: body.place("endpoint"),
          resource: address,
          message: `${address} has the protocol ${protocol}, but its endpoint is ${fault}`,
          help: `Set endpoint to ${endpoint ? `the ARN of ${endpoint.types[0]}` : form?.[1]}`,
          fix: endpoint?.types.includes(value.via?.resource.type ?? "")
            ? fixOf("Use its ARN", replaceAttribute(body.place("endpoint"), "arn"))
            : undefined,
        },
      ];
    });
  },
});

function formFault(value: Value, form: RegExp): string | undefined {
  const text = stringOf(value);
  return text === undefined || form.test(text) ? undefined : `"${text}"`;
}

/** The ARN of a queue, function or stream, where an address or a URL belongs. */
function arnOf({ via }: Value): string | undefined {
  const [attribute = ""] = via?.path ?? [];
  const isArn = [...ENDPOINTS.values()].some(
    ({ types, attributes }) => via && types.includes(via.resource.type) && attributes.includes(String(attribute)),
  );
  return via && isArn ? `${via.resource}.${attribute}` : undefined;
}

/** What an endpoint is instead of the required ARN; undefined if it is right or not known. */
function faultOf(value: Value, { service, types, attributes }: Endpoint): string | undefined {
  const text = stringOf(value) ?? knownPrefix(value);
  const [head, , actual] = text.split(":");
  if (head === "arn" && actual !== undefined && /^[a-z0-9-]+$/.test(actual))
    return actual === service ? undefined : `an ARN of ${actual}`;
  if (stringOf(value) !== undefined) return `"${stringOf(value)}"`;
  const { via } = value;
  const [attribute] = via?.path ?? [];
  const isOther = [...ENDPOINTS.values()].some((other) => via && other.types.includes(via.resource.type));
  if (!via || !isOther) return undefined;
  if (types.includes(via.resource.type) && attributes.includes(String(attribute))) return undefined;
  return `${via.resource}.${attribute}`;
}
