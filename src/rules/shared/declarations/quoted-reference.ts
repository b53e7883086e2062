import { type Module, resourceKey } from "../../../terraform/index.ts";

/** A reference to an attribute of an AWS resource, or to a variable. */
const REFERENCE = /^(?:(data\.)?(aws_[a-z0-9_]+)\.([a-z_][\w-]*)\.[a-z_]+|var\.([a-z_][\w-]*))$/i;

/** Whether a text would, without its quotes, refer to something that a module declares: `aws_sqs_queue.jobs.arn`. */
export function isQuotedReference(text: string, { declared }: Module): boolean {
  const [isReference, data, type = "", name = "", variable] = REFERENCE.exec(text) ?? [];
  if (isReference === undefined) return false;
  if (variable !== undefined) return declared.variables.has(variable);
  return declared.resources.has(resourceKey(data === undefined ? "managed" : "data", type, name));
}
