import { arnText, grantsOn, type Role } from "../../iam/index.ts";
import type { Stack } from "../../lambda/index.ts";
import { attributeOwner, type BlockValue, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleContext, type RuleFinding } from "../rule.ts";
import { allow } from "../shared/edits/policies/allow.ts";
import { resourceExpression } from "../shared/edits/policies/resource-expression.ts";

const SCHEDULER = "scheduler.amazonaws.com";
const TRUST = `jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "scheduler.amazonaws.com" } }]
  })`;

const example = (service: string) => `resource "aws_iam_role" "scheduler" {
  name = "scheduler"
  assume_role_policy = ${TRUST.replace(SCHEDULER, service)}
}

resource "aws_iam_role_policy" "scheduler" {
  role = aws_iam_role.scheduler.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "lambda:InvokeFunction", Resource = aws_lambda_function.report.arn }]
  })
}

resource "aws_lambda_function" "report" {
  function_name = "report"
  role          = "arn:aws:iam::111122223333:role/report"
}

resource "aws_scheduler_schedule" "nightly" {
  schedule_expression = "rate(1 day)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.report.arn
    role_arn = aws_iam_role.scheduler.arn
  }
}`;

export default defineRule({
  summary: "A schedule's role does not let Scheduler call the function",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon EventBridge Scheduler user guide, Set up the execution role (2026-11)",
  why: `Scheduler assumes the role it is given and calls the function with it. A role that it may not assume is refused when the
schedule is created; with one that may not call the function, or only another version of it, every run fails unnoticed.`,
  ignoreWhen: "The function's own policy lets the role call it, and both are in one account.",
  bad: example("events.amazonaws.com"),
  good: example(SCHEDULER),
  check(context) {
    const { stack } = context;
    return stack.resources("aws_scheduler_schedule").flatMap((schedule) =>
      schedule.body.blocks("target").flatMap((target): RuleFinding[] => {
        const role = stack.roleNamed(target.value("role_arn"));
        if (!role) return [];
        const common = { resource: schedule.address };
        if (role.refuses(SCHEDULER))
          return [
            {
              ...common,
              at: role.resource.body.place("assume_role_policy"),
              message: `${role} does not allow ${SCHEDULER} to assume it, as ${schedule} needs`,
              help: `Allow the service ${SCHEDULER} to call sts:AssumeRole in assume_role_policy`,
              related: [{ at: target.place("role_arn"), message: "the schedule's role" }],
            },
          ];
        const [fn, ...others] = stack.functionsNamed(target.value("arn"));
        if (!fn || others.length > 0 || mayCall(role, target.value("arn"), context)) return [];
        const written = target.place("arn").file.written(target.place("arn"));
        // a module's argument has a name that tells nothing about the function
        const called = /^(?:each|var|local)\./.test(written) ? fn.toString() : written;
        return [
          {
            ...common,
            at: target.place("role_arn"),
            message: `${role} does not allow ${schedule} to call ${called}`,
            help: `Allow lambda:InvokeFunction on ${called} in a policy of ${role}`,
            suggestions: calling(role, target, stack),
          },
        ];
      }),
    );
  },
});

function mayCall(role: Role, target: Value, { stack, asOf }: RuleContext): boolean {
  const arn = arnText(target);
  if (!stack.knowsAllPoliciesOf(role) || !arn.startsWith("arn:")) return true;
  return grantsOn(role, "lambda:InvokeFunction", { pattern: arn, resource: attributeOwner(target) }, asOf).length > 0;
}

function calling(role: Role, target: BlockValue, stack: Stack): readonly Fix[] {
  const fn = resourceExpression(target.value("arn"), target.place("arn"), role.resource.module);
  const fix =
    fn === undefined ? undefined : allow(role, { actions: ["lambda:InvokeFunction"], resources: [fn] }, stack);
  return fix ? [fix] : [];
}
