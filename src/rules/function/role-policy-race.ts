import { grantsOf, type Role } from "../../iam/index.ts";
import { dependsOn, type LambdaFunction, type Need, needsOf } from "../../lambda/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { waitFor } from "../shared/edits/dependencies.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { createdWith } from "../shared/policies/created-with.ts";

const example = (order: string) => `resource "aws_iam_role" "report" {
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "network" {
  role       = aws_iam_role.report.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
}

resource "aws_lambda_function" "report" {
  function_name = "report"
  role          = aws_iam_role.report.arn
  runtime       = "python3.14"
  handler       = "report.handler"
  filename      = "report.zip"

  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d4e5f67890"]
    security_group_ids = ["sg-0a1b2c3d4e5f67890"]
  }${order}
}`;

export default defineRule({
  summary: "Nothing makes Terraform attach a policy before what needs it is created",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  source:
    "AWS Lambda developer guide, Giving Lambda functions access to resources in an Amazon VPC: required permissions (2026-11)",
  why: `Lambda checks some permissions when the function or its mapping is created: to join a VPC, to write to the dead-letter
queue, to read from a stream. A reference to the role does not order the policy: it may be attached later, so the first apply
fails now and then; on destroy it may be removed first, and network interfaces are left behind.`,
  ignoreWhen: "The provider's retries have always been sufficient, and nothing is ever destroyed.",
  bad: example(""),
  good: example(`

  depends_on = [aws_iam_role_policy_attachment.network]`),
  check({ stack, asOf }) {
    return stack.functions.flatMap((fn) => {
      const { role } = fn;
      return role ? needsOf(fn).flatMap((need) => raceOver(need, fn, role, asOf)) : [];
    });
  },
});

function raceOver(need: Need, fn: LambdaFunction, role: Role, asOf: string): RuleFinding[] {
  const created = createdWith(need, fn);
  if (!created) return [];
  const sources = need.actions.flatMap((action) =>
    grantsOf(role, action, need.pattern, asOf).map(({ statement }) => statement.policy.source),
  );
  // a policy within the role is created with it; iam/missing-permission reports what nothing grants
  if (sources.length === 0 || sources.some((source) => source === role.resource || dependsOn(created, source) !== "no"))
    return [];
  const [source] = sources;
  return [
    {
      at: need.at,
      resource: created.address,
      message: `${created} needs ${source} ${need.purpose} when it is created, but nothing ensures that it is created first`,
      help: `Add depends_on = [${source}] to ${created}`,
      related: source && [{ at: source.body.place(), message: "what must exist first" }],
      suggestions: source && suggestionOf(`Make it wait for ${source}`, waitFor(created, source)),
    },
  ];
}
