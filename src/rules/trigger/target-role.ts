import { isLeftOut, knownPrefix, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

/** Targets for which EventBridge needs a role, by the service in their ARN. */
const BY_ROLE: ReadonlyMap<string, string> = new Map([
  ["states", "aws_sfn_state_machine"],
  ["kinesis", "aws_kinesis_stream"],
  ["ecs", "aws_ecs_cluster"],
  ["batch", "aws_batch_job_queue"],
  ["codebuild", "aws_codebuild_project"],
  ["codepipeline", "aws_codepipeline"],
]);

const example = (role: string) => `resource "aws_sfn_state_machine" "orders" {
  name       = "orders"
  role_arn   = "arn:aws:iam::111122223333:role/orders"
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })
}

resource "aws_cloudwatch_event_target" "orders" {
  rule = "orders"
  arn  = aws_sfn_state_machine.orders.arn${role}
}`;

export default defineRule({
  summary: "The target of a rule needs a role, and has none",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon EventBridge API reference, PutTargets; hashicorp/terraform-provider-aws issues 19913 and 27215; awsdocs/aws-cloudformation-user-guide issue 1178 (2026-11)",
  why: `Functions, queues and topics allow EventBridge in their own policies. State machines, streams, tasks, jobs, builds and
pipelines have no such policy: EventBridge assumes the target's role, and refuses a target without one: "RoleArn is required for
target".`,
  bad: example(""),
  good: example("\n  role_arn = aws_iam_role.events.arn"),
  check({ stack }) {
    return stack.resources("aws_cloudwatch_event_target").flatMap((target) => {
      const started = isLeftOut(target, "role_arn") ? startedByRole(target) : undefined;
      if (started === undefined) return [];
      return [
        {
          at: target.body.place("arn"),
          resource: target.address,
          message: `${target} has no role, which EventBridge needs for ${started}, so the apply fails`,
          help: "Set role_arn to a role that events.amazonaws.com may assume and that may start the target",
        },
      ];
    });
  },
});

/** The part of a target's name that is known, if it needs a role. */
function startedByRole({ body }: Resource): string | undefined {
  const arn = body.value("arn");
  const referred = referredOfType(arn, ...BY_ROLE.values());
  if (referred) return referred.toString();
  const [, , service] = knownPrefix(arn).split(":");
  return service !== undefined && BY_ROLE.has(service) ? `a target of ${service}` : undefined;
}
