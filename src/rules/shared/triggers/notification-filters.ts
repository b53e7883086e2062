import { type BlockValue, elementsOrSelf, isCallersChoice, type Resource, stringOf } from "../../../terraform/index.ts";

const TARGETS = ["lambda_function", "queue", "topic"];

/** Which events of which objects a trigger of a bucket is for. */
export interface NotificationFilter {
  readonly block: BlockValue;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

const FILTER = ["events", "filter_prefix", "filter_suffix"];

/** The filters of a notification's triggers, without those of which something is not known or left to callers. */
export function filtersOf(notification: Resource): readonly NotificationFilter[] {
  return TARGETS.flatMap((type) => notification.body.blocks(type)).flatMap(
    (block) => filterOf(block, notification) ?? [],
  );
}

function filterOf(block: BlockValue, notification: Resource): NotificationFilter | undefined {
  const { elements } = elementsOrSelf(block.value("events"));
  const [prefix, suffix] = [textOr(block, "filter_prefix"), textOr(block, "filter_suffix")];
  if (!block.isCertain || prefix === undefined || suffix === undefined) return undefined;
  if (FILTER.some((argument) => isCallersChoice(notification, argument, block))) return undefined;
  return { block, prefix, suffix, events: elements.flatMap((event) => stringOf(event) ?? []) };
}

function textOr(block: BlockValue, argument: string): string | undefined {
  return block.isSet(argument) === "no" ? "" : block.string(argument);
}

/** Whether both are for the same event of the same object, which S3 refuses. */
export function overlaps(a: NotificationFilter, b: NotificationFilter): boolean {
  const isPrefix = a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
  const isSuffix = a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix);
  return isPrefix && isSuffix && a.events.some((event) => b.events.some((other) => isSameEvent(event, other)));
}

/** `s3:ObjectCreated:*` includes every s3:ObjectCreated event. */
function isSameEvent(a: string, b: string): boolean {
  const covers = (pattern: string, event: string) => pattern.endsWith("*") && event.startsWith(pattern.slice(0, -1));
  return a === b || covers(a, b) || covers(b, a);
}

export function describeFilter({ events, prefix, suffix }: NotificationFilter): string {
  return `${events.join(", ")} of "${prefix}*${suffix}"`;
}
