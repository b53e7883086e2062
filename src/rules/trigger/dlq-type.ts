import { isVariableDefault } from "../../lambda/index.ts";
import { type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const example = (deadLetter: string) => `resource "aws_sqs_queue" "orders" {
  name       = "orders.fifo"
  fifo_queue = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failed.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "failed" {
${deadLetter}
}`;

export default defineRule({
  summary: "A queue and its dead-letter queue are not both FIFO or both standard",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3502"] },
  source: "Amazon SQS developer guide, Using dead-letter queues (2026-11)",
  why: `SQS moves a FIFO queue's dead letters only to a FIFO queue, and a standard queue's only to a standard one, and refuses any
other redrive policy.`,
  bad: example('  name = "orders-failed"'),
  good: example('  name       = "orders-failed.fifo"\n  fifo_queue = true'),
  check({ stack }) {
    return stack.queues.flatMap((queue) => {
      const { redrive } = queue;
      const target = redrive.kind === "set" && redrive.deadLetterArn;
      const other = target && (stack.queueNamed(target) ?? writtenQueue(target, queue.resource));
      if (!target || !other || queue.isFifo === "unknown" || other.isFifo === "unknown") return [];
      if (queue.isFifo === other.isFifo) return [];
      const [own, its] = queue.isFifo === "yes" ? ["a FIFO", "a standard"] : ["a standard", "a FIFO"];
      return [
        {
          at: target.place,
          resource: queue.resource.address,
          message: `${queue} is ${own} queue, and its dead-letter queue ${other} ${its} one, which SQS refuses`,
          help: "resource" in other ? `Make ${other} ${own} queue` : `Name ${own} queue`,
          related: "resource" in other ? [{ at: other.place("fifo_queue"), message: "the dead-letter queue" }] : [],
        },
      ];
    });
  },
});

/** A queue of which only the ARN is known, whose name tells of what type it is. */
function writtenQueue(arn: Value, { module }: Resource) {
  if (isVariableDefault(arn, module)) return undefined;
  const [, name] = /^arn:[^:]*:sqs:[^:]*:[^:]*:([\w-]+(?:\.fifo)?)$/.exec(stringOf(arn) ?? "") ?? [];
  if (name === undefined) return undefined;
  return { isFifo: name.endsWith(".fifo") ? ("yes" as const) : ("no" as const), toString: () => name };
}
