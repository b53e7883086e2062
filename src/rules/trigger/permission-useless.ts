import { triggerSourcesOfPrincipal } from "../../aws/principals.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { removeResource } from "../shared/edits/removal.ts";

export default defineRule({
  summary: "A permission allows a service that never calls functions by itself",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Invoking Lambda with events from other AWS services (2026-11)",
  why: `Lambda polls queues, streams and brokers with the function's own role, and Scheduler, Step Functions, Pipes and Firehose
call it with the role they are given. A permission for such a service has no effect and is misleading: if events do not arrive,
something is missing in a role.`,
  bad: `resource "aws_lambda_permission" "jobs" {
  function_name = "worker"
  action        = "lambda:InvokeFunction"
  principal     = "sqs.amazonaws.com"
  source_arn    = "arn:aws:sqs:eu-west-1:111122223333:jobs"
}`,
  good: `resource "aws_lambda_permission" "orders" {
  function_name = "worker"
  action        = "lambda:InvokeFunction"
  principal     = "sns.amazonaws.com"
  source_arn    = "arn:aws:sns:eu-west-1:111122223333:orders"
}`,
  check({ stack }) {
    return stack.permissions.flatMap((permission) => {
      const sources = triggerSourcesOfPrincipal(permission.principal ?? "");
      const [first] = sources;
      // Aurora shares its principal with DocumentDB, and its behaviour is not documented
      if (!first || first.kind === "documentdb" || sources.some(({ invocation }) => invocation === "permission"))
        return [];
      const isPolled = first.invocation === "poll";
      return [
        {
          at: permission.place("principal"),
          resource: permission.resource.address,
          message: isPolled
            ? `${permission} has no effect: Lambda reads from ${first.principal} with the role of the function`
            : `${permission} has no effect: ${first.principal} calls functions with the role that it is given`,
          suggestions: suggestionOf("Remove the permission", removeResource(permission.resource)),
          help: isPolled
            ? "Remove it, and grant the function's role what it needs to read from the source"
            : "Remove it, and allow lambda:InvokeFunction in the role that the service is given",
        },
      ];
    });
  },
});
