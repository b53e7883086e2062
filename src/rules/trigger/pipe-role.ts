import { mayCall } from "../role-may-call.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const example = (statements: string) => `resource "aws_iam_role" "pipe" {
  name = "orders-pipe"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "pipes.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "pipe" {
  role = aws_iam_role.pipe.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
        Resource = aws_sqs_queue.orders.arn
      },${statements}
    ]
  })
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::111122223333:role/orders"
}

resource "aws_pipes_pipe" "orders" {
  name     = "orders"
  role_arn = aws_iam_role.pipe.arn
  source   = aws_sqs_queue.orders.arn
  target   = aws_lambda_function.orders.arn
}`;

export default defineRule({
  summary: "A pipe's role does not let it call the function",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon EventBridge user guide, Permissions for Amazon EventBridge Pipes (2026-11)",
  why: `A pipe reads its source and calls its enrichment and its target with the role that it is given. Where that may not call the
function, every batch fails: a stream stops there, and messages go to the dead-letter queue or expire.`,
  ignoreWhen: "The function's own policy lets the role call it, and both are in one account.",
  bad: example(""),
  good: example(`
      { Effect = "Allow", Action = "lambda:InvokeFunction", Resource = aws_lambda_function.orders.arn },`),
  check(context) {
    const { stack } = context;
    return stack.resources("aws_pipes_pipe").flatMap(({ address, body }) => {
      const role = stack.roleNamed(body.value("role_arn"));
      if (!role) return [];
      return ["enrichment", "target"].flatMap((argument): RuleFinding[] => {
        const target = body.value(argument);
        const [fn, ...others] = stack.functionsNamed(target);
        if (!fn || others.length > 0 || mayCall(role, target, context)) return [];
        const place = body.place(argument);
        return [
          {
            at: place,
            resource: address,
            message: `${role} does not allow ${address} to call ${fn}`,
            help: `Allow lambda:InvokeFunction on ${place.file.slice(place)} in a policy of ${role}`,
            related: [{ at: role.resource.body.place(), message: "the role" }],
          },
        ];
      });
    });
  },
});
