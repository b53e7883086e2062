import type { Stack } from "../../../lambda/index.ts";
import type { Resource } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { unrepeated } from "./companion.ts";
import { referenceTo } from "./references.ts";

/** Whom a new alarm notifies. */
export interface AlarmActions {
  /** The value of `alarm_actions`, as HCL. */
  readonly text: string;
  /** What has to be added for it: a topic, or nothing. */
  readonly edits: readonly (Edit | undefined)[];
  /** What it is, to follow "an alarm" in a title. */
  readonly spoken: string;
}

/**
 * What a new alarm beside a resource does: what the module's other alarms do, or it notifies a topic for alarms, an
 * existing or a new one.
 */
export function alarmActions(resource: Resource, stack: Stack): AlarmActions {
  const beside = actionsBeside(resource, stack);
  if (beside !== undefined) return { text: beside, edits: [], spoken: " with the actions of the other alarms" };
  const topic = topicForAlarms(resource);
  if (topic !== undefined) return { text: `[${topic}.arn]`, edits: [], spoken: ` that notifies ${topic}` };
  const made = unrepeated(resource, "aws_sns_topic", 'name_prefix = "alarms-"', "alarms");
  return {
    text: `[${made?.address}.arn]`,
    edits: [made?.edit],
    spoken: ", and a topic that someone has to subscribe to",
  };
}

/** What the alarms beside a resource do, as it is written, if they all do the same whatever their instance. */
function actionsBeside({ module }: Resource, stack: Stack): string | undefined {
  const texts = stack
    .resources("aws_cloudwatch_metric_alarm")
    .filter((alarm) => alarm.module === module && alarm.body.isWritten("alarm_actions"))
    .map(({ body }) => body.place("alarm_actions"))
    .map((place) => place.file.slice(place));
  const [only, ...others] = new Set(texts);
  return only !== undefined && others.length === 0 && /^\[[\s\w.,-]+\]$/.test(only) && !/\b(?:each|count)\./.test(only)
    ? only
    : undefined;
}

/** The only topic of the module whose name says that it is for alarms. */
function topicForAlarms(resource: Resource): string | undefined {
  const topics = resource.module.resourcesOf("aws_sns_topic").filter(({ name }) => /alarm|alert/i.test(name));
  const references = new Set(topics.flatMap((topic) => referenceTo(topic, resource) ?? []));
  const [only, ...others] = references;
  return others.length === 0 ? only : undefined;
}
