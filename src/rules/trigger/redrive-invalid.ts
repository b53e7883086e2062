import { isWithin, nearestWithin, QUEUE_MAX_RECEIVES, QUEUE_MAX_RECEIVES_MIN } from "../../aws/limits.ts";
import { noArn } from "../../iam/index.ts";
import { isOtherSource, type Stack } from "../../lambda/index.ts";
import {
  type BlockValue,
  elementsOrSelf,
  jsonContent,
  numberOf,
  partPlace,
  type Resource,
  referredOfType,
  stringOf,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { addElement, addEntry } from "../shared/edits/elements.ts";
import { fixOf, suggestionOf } from "../shared/edits/fixes.ts";
import { referenceTo } from "../shared/edits/references.ts";
import { replaceAttribute, replaceValue } from "../shared/edits/values.ts";

const PERMISSIONS = ["allowAll", "denyAll", "byQueue"];
const SOURCES_MAX = 10;

const example = (policy: string) => `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  redrive_policy = jsonencode({
    deadLetterTargetArn = "arn:aws:sqs:eu-west-1:111122223333:failed"${policy}
  })
}`;

export default defineRule({
  summary: "SQS does not accept a queue's redrive policy",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon SQS API reference, SetQueueAttributes: RedrivePolicy, RedriveAllowPolicy (2026-11)",
  why: "SQS refuses the queue or its policy, and the apply stops halfway.",
  bad: example(""),
  good: example("\n    maxReceiveCount     = 5"),
  check({ stack }) {
    return [
      ...[...stack.resources("aws_sqs_queue"), ...stack.resources("aws_sqs_queue_redrive_policy")].flatMap((resource) =>
        redrive(resource, resource.body),
      ),
      ...[...stack.resources("aws_sqs_queue"), ...stack.resources("aws_sqs_queue_redrive_allow_policy")].flatMap(
        (resource) => allowance(resource, resource.body),
      ),
      ...refused(stack),
    ];
  },
});

/** Queues whose dead-letter queue, by its own policy, is for other queues. */
function refused(stack: Stack): RuleFinding[] {
  return stack.resources("aws_sqs_queue").flatMap((queue) => {
    const policies = [queue, ...stack.referring("aws_sqs_queue_redrive_policy", "queue_url", queue)];
    return policies.flatMap((holder) => {
      const redrive = jsonContent(holder.body.value("redrive_policy"));
      const arn = redrive?.kind === "object" ? redrive.entries.get("deadLetterTargetArn") : undefined;
      const target = arn && referredOfType(arn, "aws_sqs_queue");
      const refusal = target && refusalOf(target, queue, stack);
      if (!target || !refusal) return [];
      return [
        {
          at: holder.body.place("redrive_policy"),
          resource: holder.address,
          message: `${queue} sends its failed messages to ${target}, which ${refusal.body.isWritten("queue_url") ? `by ${refusal} ` : ""}accepts none from it`,
          help: `Name ${queue}.arn in sourceQueueArns of its redrive_allow_policy`,
          suggestions: allowing(refusal, queue),
          related: [{ at: refusal.body.place("redrive_allow_policy"), message: "what it accepts" }],
        },
      ];
    });
  });
}

/** What makes a queue refuse another one's dead letters; undefined if nothing certainly does. */
function refusalOf(target: Resource, source: Resource, stack: Stack): Resource | undefined {
  const holders = [target, ...stack.referring("aws_sqs_queue_redrive_allow_policy", "queue_url", target)];
  return holders.find(({ body, module }) => {
    const allowed = jsonContent(body.value("redrive_allow_policy"));
    if (allowed?.kind !== "object" || allowed.open) return false;
    const { elements, complete } = elementsOrSelf(allowed.entries.get("sourceQueueArns") ?? allowed);
    const permission = allowed.entries.get("redrivePermission");
    if (!permission || stringOf(permission) !== "byQueue" || !allowed.entries.has("sourceQueueArns")) return false;
    return complete && elements.length > 0 && elements.every((one) => isOtherSource(one, module, source));
  });
}

function allowing(holder: Resource, queue: Resource): readonly Fix[] {
  const allowed = jsonContent(holder.body.value("redrive_allow_policy"));
  const arns = allowed?.kind === "object" ? allowed.entries.get("sourceQueueArns") : undefined;
  const name = referenceTo(queue, holder);
  return arns && name !== undefined
    ? suggestionOf(`Allow ${queue} to send to it`, addElement(arns, `${name}.arn`))
    : [];
}

type Offered = Pick<RuleFinding, "fix" | "suggestions">;

function redrive(resource: Resource, body: BlockValue): RuleFinding[] {
  const argument = "redrive_policy";
  const content = jsonContent(body.value(argument));
  if (content?.kind !== "object") return [];
  const found = (what: string, help: string, at = body.place(argument), edits: Offered = {}): RuleFinding[] => [
    { at, resource: resource.address, message: `The ${argument} of ${resource} ${what}`, help, ...edits },
  ];
  // an empty policy removes the existing one
  if (content.entries.size === 0) return [];
  const [missing] = content.open
    ? []
    : ["deadLetterTargetArn", "maxReceiveCount"].filter((key) => !content.entries.has(key));
  if (missing !== undefined) {
    const added =
      missing === "maxReceiveCount" ? addEntry(content, missing, String(QUEUE_MAX_RECEIVES_MIN)) : undefined;
    const suggestions = suggestionOf(`Set ${missing} to ${QUEUE_MAX_RECEIVES_MIN}`, added);
    return found(`has no ${missing}`, `Add ${missing} to it`, body.place(argument), { suggestions });
  }
  const target = content.entries.get("deadLetterTargetArn");
  const reference = target && noArn(target);
  if (target && reference)
    return found(
      `names its dead-letter queue by the ${reference.path[0]} of ${reference.resource}, but must use its ARN`,
      `Use ${reference.resource}.arn`,
      partPlace(body.place(argument), target.place),
      { fix: fixOf("Use its ARN", replaceAttribute(target.place, "arn")) },
    );
  const count = content.entries.get("maxReceiveCount");
  const receives = count && (numberOf(count) ?? stringOf(count));
  if (count === undefined || receives === undefined) return [];
  if (Number.isInteger(Number(receives)) && isWithin(QUEUE_MAX_RECEIVES, Number(receives))) return [];
  const { min, max } = QUEUE_MAX_RECEIVES;
  const nearest = nearestWithin(QUEUE_MAX_RECEIVES, Number(receives) || QUEUE_MAX_RECEIVES_MIN);
  return found(
    `has a maxReceiveCount of ${receives}, but SQS accepts whole numbers from ${min} to ${max}`,
    `Set maxReceiveCount to a value from ${min} to ${max}`,
    partPlace(body.place(argument), count.place),
    { suggestions: suggestionOf(`Set maxReceiveCount to ${nearest}`, replaceValue(count, String(nearest))) },
  );
}

function allowance(resource: Resource, body: BlockValue): RuleFinding[] {
  const argument = "redrive_allow_policy";
  const content = jsonContent(body.value(argument));
  if (content?.kind !== "object" || content.open) return [];
  const found = (what: string, help: string, edits: Offered = {}): RuleFinding[] => [
    {
      at: body.place(argument),
      resource: resource.address,
      message: `The ${argument} of ${resource} ${what}`,
      help,
      ...edits,
    },
  ];
  const written = content.entries.get("redrivePermission");
  const permission = written && stringOf(written);
  if (permission !== undefined && !PERMISSIONS.includes(permission))
    return found(`allows "${permission}", which SQS does not know`, `Use one of ${PERMISSIONS.join(", ")}`);
  const sources = content.entries.get("sourceQueueArns");
  if (permission === "byQueue" && sources === undefined)
    return found("allows queues by ARN, but names none", "Add sourceQueueArns with the queues that may use it");
  if (permission !== undefined && permission !== "byQueue" && sources !== undefined)
    return found(`names queues, but is ${permission}`, 'Set redrivePermission = "byQueue", or remove sourceQueueArns', {
      suggestions: written && suggestionOf("Allow the named queues", replaceValue(written, '"byQueue"')),
    });
  const many = sources ? elementsOrSelf(sources).elements.length : 0;
  return many > SOURCES_MAX
    ? found(
        `names ${many} queues, but SQS accepts ${SOURCES_MAX}`,
        'Use redrivePermission = "allowAll", or fewer queues',
      )
    : [];
}
