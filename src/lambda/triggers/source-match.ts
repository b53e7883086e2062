import { terraformArnForm } from "../../aws/terraform-arns.ts";
import { arnParts, arnText, canOverlap, SOME_NAME, SOME_PATH } from "../../iam/index.ts";
import { allReferences, type Module, type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { isSameForCallers } from "../names/fixed-text.ts";

/** The argument with the name that a source's ARN ends with. */
const NAMED_BY: ReadonlyMap<string, string> = new Map([
  ["aws_s3_bucket", "bucket"],
  ["aws_sns_topic", "name"],
  ["aws_sqs_queue", "name"],
  ["aws_cloudwatch_event_rule", "name"],
  ["aws_iot_topic_rule", "name"],
]);

/**
 * Whether a value, as the source_arn of a permission or in a condition on aws:SourceArn, is certainly for something
 * other than a source: another resource of its type, or the ARN of another one.
 * @param module where the value is written
 */
export function isOtherSource(value: Value, module: Module, source: Resource): boolean {
  if (source.mode !== "managed") return false;
  const named = allReferences(value)
    .map(({ resource }) => resource)
    .filter(({ type }) => type === source.type);
  if (named.length > 0 && named.every((resource) => isOtherResource(resource, source))) return true;
  return isSameForCallers(value, module) && isOtherArn(value, source);
}

/** Another instance of the same block, or a data source, may turn out to be the same resource. */
function isOtherResource(resource: Resource, source: Resource): boolean {
  if (resource === source || resource.mode !== "managed") return false;
  const isSameBlock = resource.name === source.name && resource.module === source.module;
  return !isSameBlock || !(resource.isSymbolic || source.isSymbolic || resource.key === source.key);
}

function isOtherArn(value: Value, source: Resource): boolean {
  const own = ownArn(source);
  const text = arnText(value);
  if (own === undefined || arnParts(text)?.service !== arnParts(own)?.service) return false;
  return !canOverlap(text, own);
}

/**
 * The part of a source's ARN that is the same for all callers, with marks for the rest; undefined if its format is not
 * known.
 */
function ownArn(source: Resource): string | undefined {
  const form = terraformArnForm(source.type, "arn");
  const name = source.body.value(NAMED_BY.get(source.type) ?? "");
  const text = isSameForCallers(name, source.module) ? stringOf(name) : undefined;
  return (text === undefined ? form : form?.replace(/<\/?>$/, `${busOf(source)}${text}`))
    ?.replaceAll("<>", SOME_NAME)
    .replaceAll("</>", SOME_PATH);
}

/** What precedes a rule's name: its bus, unless that is the default one. */
function busOf({ type, body, module }: Resource): string {
  if (type !== "aws_cloudwatch_event_rule" || body.isSet("event_bus_name") === "no") return "";
  const value = body.value("event_bus_name");
  const bus = isSameForCallers(value, module) ? stringOf(value) : undefined;
  if (bus === "default") return "";
  return bus === undefined || bus.includes(":") ? SOME_PATH : `${bus}/`;
}
