import { defineRule } from "../rule.ts";
import { snapStartOf } from "../shared/resources/snap-start.ts";
import { callerPlaces, unqualifiedCallers } from "../shared/triggers/unqualified-callers.ts";

const example = (target: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "java21"
  handler       = "com.example.Orders::handleRequest"
  filename      = "orders.jar"
  publish       = true

  snap_start {
    apply_on = "PublishedVersions"
  }
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:orders"
  function_name    = aws_lambda_function.orders.${target}
}`;

export default defineRule({
  summary: "SnapStart is on, but all callers use the version that has none",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Improving startup performance with Lambda SnapStart (2026-11)",
  why: `Snapshots are taken only of published versions. A trigger that names the function without a version calls $LATEST, which
starts cold every time, while each deployment takes minutes longer and the snapshots of Python and .NET are paid for.`,
  ignoreWhen: "Callers outside of this configuration use a version or an alias.",
  bad: example("arn"),
  good: example("qualified_arn"),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const snapStart = snapStartOf(fn);
      const callers = unqualifiedCallers(fn);
      const [first] = callers;
      // functions without published versions are not reported here
      if (!snapStart || !first || fn.isPublished !== "yes") return [];
      return [
        {
          at: snapStart.place("apply_on"),
          resource: fn.resource.address,
          message: `SnapStart of ${fn} works only for published versions, but ${first.connection} calls the unpublished one`,
          help: `Let ${first.connection} call an alias of the published version, or remove snap_start`,
          related: callerPlaces(callers),
        },
      ];
    });
  },
});
