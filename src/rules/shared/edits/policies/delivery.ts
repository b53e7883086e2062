import type { Delivery, Stack } from "../../../../lambda/index.ts";
import { allReferences, type Resource } from "../../../../terraform/index.ts";
import type { Fix } from "../../../rule.ts";
import type { DeliveryKind } from "../../policies/delivery-policies.ts";
import { companion } from "../companion.ts";
import { addDependencies } from "../dependencies.ts";
import { suggestionOf } from "../fixes.ts";
import { insideOfText, referenceTo, selfReference } from "../references.ts";
import { addToPolicy, policyHolders } from "./let-in.ts";
import { type NewStatement, policyArgument } from "./statement-text.ts";

/** The attribute by which a policy refers to its resource. */
const IDENTIFIED_BY: Readonly<Record<string, string>> = { aws_sqs_queue: "id", aws_sns_topic: "arn" };

/** Lets a service deliver to a queue or topic from one source, in the existing policy or in a new one. */
export function letDeliver(
  { connection, principal, isTried }: Delivery,
  target: Resource,
  kind: DeliveryKind,
  from: Resource | undefined,
  stack: Stack,
): readonly Fix[] {
  const attribute = IDENTIFIED_BY[kind.type];
  const [holder, ...others] = policyHolders(target, kind, stack);
  const resource = holder === target ? ownPattern(target) : `${selfReference(target)}.arn`;
  const statement = resource === undefined ? undefined : statementFor(principal, target, resource, kind, from);
  if (attribute === undefined || !statement) return [];
  const title = `Allow ${kind.action} to ${principal}${statement.condition ? ` for ${from}` : ""}`;
  if (holder) {
    const edits = others.length === 0 && holder.module === target.module && addToPolicy(holder, statement, stack, from);
    return edits ? suggestionOf(title, ...edits) : [];
  }
  if (target.type === "aws_sns_topic" && isToldByAlarms(target, stack)) return [];
  const content = `${kind.named} = ${selfReference(target)}.${attribute}\n\n${policyArgument(statement)}`;
  const policy = companion(target, kind.policyType, content);
  if (!policy) return [];
  const wait =
    isTried && connection.module === target.module ? [addDependencies(connection.body, [policy.address])] : [];
  return suggestionOf(title, policy.edit, ...wait);
}

/**
 * Whether alarms publish to a topic: the default policy of a topic lets them, and a new one would have to do so too.
 */
function isToldByAlarms(topic: Resource, stack: Stack): boolean {
  return ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"]
    .flatMap((type) => stack.resources(type))
    .flatMap(({ body }) => ["alarm_actions", "ok_actions", "insufficient_data_actions"].map((name) => body.value(name)))
    .some((actions) => allReferences(actions).some(({ resource }) => resource === topic));
}

/** How a policy within a queue or topic names that resource, as it cannot refer to itself. */
function ownPattern({ type, body }: Resource): string | undefined {
  const name = insideOfText(body, "name");
  return name && `"arn:aws:${type === "aws_sqs_queue" ? "sqs" : "sns"}:*:*:${name}"`;
}

/**
 * AWS documents no condition for topics that EventBridge publishes to; undefined if the source cannot be referred to.
 */
function statementFor(
  principal: string,
  target: Resource,
  resource: string,
  kind: DeliveryKind,
  from: Resource | undefined,
): NewStatement | undefined {
  const plain: NewStatement = {
    principal: { type: "Service", identifier: `"${principal}"` },
    actions: [kind.action],
    resources: [resource],
  };
  if (kind.type === "aws_sns_topic" && principal === "events.amazonaws.com") return plain;
  const source = from && referenceTo(from, target);
  if (source === undefined) return undefined;
  return { ...plain, condition: { operator: "ArnEquals", key: "aws:SourceArn", values: [`${source}.arn`] } };
}
