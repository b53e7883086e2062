import { grouped } from "../../grouped.ts";
import { grantsOn } from "../../iam/index.ts";
import { type LambdaFunction, type Need, needsOf } from "../../lambda/index.ts";
import { attributeOwner, referenceChain, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleContext, type RuleFinding } from "../rule.ts";
import { actionsInVain } from "../shared/policies/misplaced-actions.ts";

export default defineRule({
  summary: "A role lacks what its function's triggers or settings need",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { cfn_nag: ["W58"] },
  source: "AWS Lambda developer guide, execution role and the page of each event source (2026-11)",
  why: `Lambda itself acts with the function's role: it polls the queue, puts failed events into the dead-letter queue, joins the
VPC, writes the logs. What the role does not allow makes the apply fail, or loses events without a word.`,
  ignoreWhen: "The permission is granted from elsewhere: another stack, or a policy on the queue or topic itself.",
  bad: `resource "aws_sqs_queue" "jobs" {}

resource "aws_iam_role" "worker" {
  name = "worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.worker.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_lambda_function" "worker" {
  function_name = "worker"
  role          = aws_iam_role.worker.arn
  runtime       = "python3.14"
  handler       = "worker.handler"
  filename      = "worker.zip"
}

resource "aws_lambda_event_source_mapping" "jobs" {
  function_name    = aws_lambda_function.worker.arn
  event_source_arn = aws_sqs_queue.jobs.arn
}`,
  good: `resource "aws_sqs_queue" "jobs" {}

resource "aws_iam_role" "worker" {
  name = "worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.worker.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role_policy" "jobs" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
      Resource = aws_sqs_queue.jobs.arn
    }]
  })
}

resource "aws_lambda_function" "worker" {
  function_name = "worker"
  role          = aws_iam_role.worker.arn
  runtime       = "python3.14"
  handler       = "worker.handler"
  filename      = "worker.zip"
}

resource "aws_lambda_event_source_mapping" "jobs" {
  function_name    = aws_lambda_function.worker.arn
  event_source_arn = aws_sqs_queue.jobs.arn
}`,
  check(context) {
    return context.stack.functions.flatMap((fn) => {
      const { role } = fn;
      // what is not known of a role may be just what is needed
      if (!role || !context.stack.knowsAllPoliciesOf(role)) return [];
      return distinctNeeds(fn).flatMap((need) => findingFor(fn, need, context));
    });
  },
});

const OUTCOME: Readonly<Record<Need["lack"], string>> = {
  "creation-fails": "so that the apply fails",
  "events-lost": "so that they are lost",
  "no-telemetry": "so that there will be none",
};

/** What a function needs, once: a queue may be named as its own and by the configuration of its invocations. */
function distinctNeeds(fn: LambdaFunction): readonly Need[] {
  const alike = grouped(needsOf(fn), (need) => [`${need.actions} ${need.pattern}`]);
  return [...alike.values()].flatMap(([first]) => first ?? []);
}

function findingFor(fn: LambdaFunction, need: Need, { stack, asOf }: RuleContext): RuleFinding[] {
  const { role } = fn;
  if (!role || stack.hasResourcePolicy(need.resource)) return [];
  // what is allowed on resources that it never works on is the business of iam/resource-mismatch
  const own = need.resource && attributeOwner(need.resource);
  const inVain = actionsInVain(stack).get(role);
  const missing = need.actions.filter(
    (action) =>
      grantsOn(role, action, { pattern: need.pattern, resource: own }, asOf).length === 0 &&
      !inVain?.has(action.toLowerCase()),
  );
  if (missing.length === 0) return [];
  const target = need.resource === undefined ? '"*"' : expressionOf(need.resource, need.pattern);
  return [
    {
      at: need.at,
      resource: fn.resource.address,
      severity: need.lack === "no-telemetry" ? "warning" : "error",
      message: `${role} does not allow ${missing.join(", ")}, which ${fn} needs ${need.purpose}, ${OUTCOME[need.lack]}`,
      help: `Allow ${missing.join(", ")} on ${target} in a policy of ${role}`,
      related: [{ at: role.resource.body.place(), message: "The role" }],
    },
  ];
}

/** What to write as the resource: the attribute that it is, with what follows it in the need's ARN. */
function expressionOf(resource: Value, pattern: string): string {
  const [own] = referenceChain(resource);
  if (!own) return resource.place.file.slice(resource.place);
  const reference = [own.resource.address, ...own.path].join(".");
  const rest = /:log-stream:[^:]*$/.test(pattern) ? ":*" : /\/\*$/.test(pattern) ? "/*" : "";
  return rest === "" ? reference : `"\${${reference}}${rest}"`;
}
