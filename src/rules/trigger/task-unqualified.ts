import { arnText, grantsOf } from "../../iam/index.ts";
import { stateGroups, taskFunction } from "../../lambda/index.ts";
import { jsonContent } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { allow } from "../shared/edits/policies/allow.ts";
import { resourceExpression } from "../shared/edits/policies/resource-expression.ts";
import { workflowGaps } from "../shared/policies/workflow-gaps.ts";

const example = (granted: string) => `resource "aws_lambda_function" "charge" {
  function_name = "charge"
  role          = "arn:aws:iam::111122223333:role/charge"
  publish       = true
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.charge.function_name
  function_version = aws_lambda_function.charge.version
}

resource "aws_iam_role" "orders" {
  name = "orders"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "states.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "orders" {
  role = aws_iam_role.orders.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "lambda:InvokeFunction", Resource = ${granted} }]
  })
}

resource "aws_sfn_state_machine" "orders" {
  name     = "orders"
  role_arn = aws_iam_role.orders.arn
  definition = jsonencode({
    StartAt = "Charge"
    States = {
      Charge = {
        Type       = "Task"
        Resource   = "arn:aws:states:::lambda:invoke"
        Parameters = { FunctionName = aws_lambda_alias.live.arn }
        End        = true
      }
    }
  })
}`;

export default defineRule({
  summary: "A state machine's role does not cover the function, version or alias that a task calls",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Step Functions developer guide, IAM policies for calling Lambda (2026-11)",
  why: `The ARN of a function does not cover its aliases and versions, nor the other way round. A task that calls what the role's
policy does not name fails with AccessDenied when it is first reached.`,
  bad: example("aws_lambda_function.charge.arn"),
  good: example("aws_lambda_alias.live.arn"),
  check(context) {
    const { stack, asOf } = context;
    return stack.resources("aws_sfn_state_machine").flatMap((resource) => {
      const { address, body } = resource;
      const role = stack.roleNamed(body.value("role_arn"));
      const content = jsonContent(body.value("definition"));
      if (!role || !content || !stack.knowsAllPoliciesOf(role)) return [];
      const states = stateGroups(content).flatMap((group) => group.states);
      // iam/workflow-missing-permission reports what may not be called in any version
      const calls = workflowGaps(resource, role, context).filter(({ action }) => action === "lambda:InvokeFunction");
      const gaps = new Set(calls.map(({ state }) => state.name));
      return states.flatMap((state) => {
        const called = taskFunction(state);
        const arn = called && arnText(called);
        // trigger/task-target reports an attribute that is not the function's ARN
        if (!called || !/^arn:[^:]*:lambda:/.test(arn ?? "") || stack.functionsNamed(called).length !== 1) return [];
        if (gaps.has(state.name)) return [];
        if (arn === undefined || grantsOf(role, "lambda:InvokeFunction", arn, asOf).length > 0) return [];
        const expression = resourceExpression(called, called.place, role.resource.module);
        const permission = {
          actions: ["lambda:InvokeFunction"],
          resources: expression === undefined ? [] : [expression],
        };
        const fix = allow(role, permission, stack);
        return [
          {
            at: called.place,
            suggestions: fix && [fix],
            resource: address,
            message: `The task "${state.name}" calls what no policy of ${role} allows it to call`,
            help: `Allow lambda:InvokeFunction on ${called.place.file.written(called.place)} in a policy of ${role}`,
          },
        ];
      });
    });
  },
});
