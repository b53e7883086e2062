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
      const other = target ? stack.queueNamed(target) : undefined;
      if (!target || !other || queue.isFifo === "unknown" || other.isFifo === "unknown") return [];
      if (queue.isFifo === other.isFifo) return [];
      const [own, its] = queue.isFifo === "yes" ? ["a FIFO", "a standard"] : ["a standard", "a FIFO"];
      return [
        {
          at: target.place,
          resource: queue.resource.address,
          message: `${queue} is ${own} queue, and its dead-letter queue ${other} ${its} one, which SQS refuses`,
          help: `Make ${other} ${own} queue`,
          related: [{ at: other.place("fifo_queue"), message: "the dead-letter queue" }],
        },
      ];
    });
  },
});
