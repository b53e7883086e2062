import { defineRule } from "../rule.ts";
import { fifoTarget } from "../shared/resources/fifo-target.ts";

const DESTINATIONS = [
  ["queue", "queue_arn"],
  ["topic", "topic_arn"],
] as const;

const example = (queue: string) => `resource "aws_sqs_queue" "uploads" {
  ${queue}
}

resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  queue {
    queue_arn = aws_sqs_queue.uploads.arn
    events    = ["s3:ObjectCreated:*"]
  }
}`;

export default defineRule({
  summary: "A bucket notifies a FIFO queue or topic, which S3 refuses",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon S3 user guide, Event notification types and destinations (2026-11)",
  why: `S3 notifies standard queues and topics only, and refuses a FIFO one as the notification is created. For an order, let the bucket
send its events to EventBridge, which can pass them on to a FIFO queue.`,
  bad: example(`name       = "uploads.fifo"
  fifo_queue = true`),
  good: example('name = "uploads"'),
  check({ stack }) {
    return stack.resources("aws_s3_bucket_notification").flatMap(({ address, body }) =>
      DESTINATIONS.flatMap(([name, argument]) =>
        body.blocks(name).flatMap((block) => {
          const target = fifoTarget(block.value(argument), stack);
          if (target === undefined) return [];
          return [
            {
              at: block.place(argument),
              resource: address,
              message: `${address} notifies ${target}, which is FIFO`,
              help: "Notify a standard queue or topic, or send the events to EventBridge (eventbridge = true)",
            },
          ];
        }),
      ),
    );
  },
});
