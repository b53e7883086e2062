import { QUEUE_CONCURRENCY } from "../../aws/limits.ts";
import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const example = (reserved: number) => `resource "aws_lambda_function" "worker" {
  function_name                  = "worker"
  role                           = aws_iam_role.worker.arn
  runtime                        = "python3.14"
  handler                        = "worker.handler"
  filename                       = "worker.zip"
  reserved_concurrent_executions = ${reserved}0
}

resource "aws_lambda_event_source_mapping" "jobs" {
  function_name    = aws_lambda_function.worker.arn
  event_source_arn = "arn:aws:sqs:eu-west-1:123456789012:jobs"

  scaling_config {
    maximum_concurrency = 50
  }
}`;

export default defineRule({
  summary: "A queue may run more concurrent executions of a function than the function reserves",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda developer guide, Configuring scaling behavior for SQS event source mappings: maximum concurrency (2026-11)",
  why: `The pollers fetch messages for executions that the function does not have. The calls are throttled, the messages come back
after their visibility timeout, and some end up in the dead-letter queue without ever having been processed.`,
  bad: example(1),
  good: example(5),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const reserved = fn.reservedConcurrency;
      // concurrency/reserved-zero reports functions without any
      if (reserved === undefined || reserved === 0) return [];
      const limits = fn.triggersOf("sqs").flatMap(({ connection, block }) => {
        const scaling = block.block("scaling_config");
        const most = scaling?.number("maximum_concurrency");
        const isOn = block.boolean("enabled") !== false;
        return scaling && most !== undefined && connection.isCertain && isOn ? [{ connection, scaling, most }] : [];
      });
      const sum = limits.reduce((total, { most }) => total + most, 0);
      const [largest] = limits.toSorted((a, b) => b.most - a.most);
      if (!largest || sum <= reserved || isCallersChoice(fn.resource, "reserved_concurrent_executions")) return [];
      if (limits.some(({ connection, scaling }) => isCallersChoice(connection, "maximum_concurrency", scaling)))
        return [];
      return [
        {
          at: largest.scaling.place("maximum_concurrency"),
          resource: largest.connection.address,
          message: `${limits.length > 1 ? "Its queues" : largest.connection} may run ${fn} ${sum} times at once, but it reserves only ${reserved} executions`,
          suggestions: [
            ...suggestValues(fn.body, "reserved_concurrent_executions", [String(sum)]),
            ...(limits.length === 1 && reserved >= QUEUE_CONCURRENCY.min
              ? suggestValues(largest.scaling, "maximum_concurrency", [String(reserved)])
              : []),
          ],
          help: `Raise reserved_concurrent_executions to at least ${sum}, or lower maximum_concurrency`,
          related: [{ at: fn.place("reserved_concurrent_executions"), message: "what the function reserves" }],
        },
      ];
    });
  },
});
