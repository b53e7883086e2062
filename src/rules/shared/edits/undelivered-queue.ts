import { QUEUE_RETENTION } from "../../../aws/limits.ts";
import type { Resource } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { type Companion, companion } from "./companion.ts";
import { policyArgument } from "./policies/statement-text.ts";
import { referenceTo } from "./references.ts";

/**
 * Who sends to a queue: a service, which the queue's policy has to allow, or something with a role, which the role's
 * policy has to allow.
 */
type QueueSender = { readonly service: string; readonly sourceArn: string } | { readonly role: Resource | undefined };

/** A new queue for what a resource cannot deliver. */
interface UndeliveredQueue {
  /** The edits that add the queue and the policy. */
  readonly edits: readonly [queue: Edit, policy: Edit];
  /** The expression for its ARN. */
  readonly arn: string;
}

/** The suffix that makes a prefixed name unique has 26 characters, and a queue's name at most 80. */
const LONGEST_PREFIX = 54;

/** Adds a queue next to a resource for what it cannot deliver, with a policy that allows sending to the queue. */
export function undeliveredQueue(resource: Resource, sender: QueueSender): UndeliveredQueue | undefined {
  const prefix = `${nameIn(resource)}_`.replaceAll("_", "-");
  const name = prefix.length <= LONGEST_PREFIX ? `name_prefix = "${prefix}"\n` : "";
  const content = `${name}message_retention_seconds = ${QUEUE_RETENTION.max}`;
  const queue = companion(resource, "aws_sqs_queue", content, nameIn(resource));
  if (!queue) return undefined;
  const policy = "role" in sender ? ofRole(resource, sender.role, queue) : ofQueue(resource, sender, queue);
  return policy && { edits: [queue.edit, policy], arn: `${queue.reference}.arn` };
}

function nameIn({ name }: Resource): string {
  return `${name}_undelivered`;
}

function ofRole(resource: Resource, role: Resource | undefined, queue: Companion): Edit | undefined {
  const name = role?.mode === "managed" ? referenceTo(role, resource) : undefined;
  if (name === undefined) return undefined;
  const statement = { actions: ["sqs:SendMessage"], resources: [`${queue.reference}.arn`] };
  const content = `role = ${name}.name\n\n${policyArgument(statement)}`;
  return companion(resource, "aws_iam_role_policy", content, nameIn(resource))?.edit;
}

function ofQueue(
  resource: Resource,
  { service, sourceArn }: Extract<QueueSender, { service: string }>,
  { reference }: Companion,
): Edit | undefined {
  const statement = {
    principal: { type: "Service", identifier: `"${service}"` },
    actions: ["sqs:SendMessage"],
    resources: [`${reference}.arn`],
    condition: { operator: "ArnEquals", key: "aws:SourceArn", values: [sourceArn] },
  };
  const content = `queue_url = ${reference}.url\n\n${policyArgument(statement)}`;
  return companion(resource, "aws_sqs_queue_policy", content, nameIn(resource))?.edit;
}
