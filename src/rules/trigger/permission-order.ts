import { pushTriggers, type TriggerKind } from "../../lambda/index.ts";
import { earlyTrigger } from "../permission-order.ts";
import { defineRule } from "../rule.ts";

/** The services that make sure, when they are told of a function, that they may call it. */
const CHECKING: ReadonlyMap<TriggerKind, string> = new Map([
  ["load-balancer", "Elastic Load Balancing"],
  ["logs", "CloudWatch Logs"],
  ["ses", "SES"],
  ["config", "AWS Config"],
  ["secret-rotation", "Secrets Manager"],
]);

const example = (order: string) => `resource "aws_secretsmanager_secret" "db" {
  name = "db"
}

resource "aws_lambda_function" "rotate" {
  function_name = "rotate"
  role          = aws_iam_role.rotate.arn
}

resource "aws_lambda_permission" "rotate" {
  function_name = aws_lambda_function.rotate.function_name
  action        = "lambda:InvokeFunction"
  principal     = "secretsmanager.amazonaws.com"
  source_arn    = aws_secretsmanager_secret.db.arn
}

resource "aws_secretsmanager_secret_rotation" "db" {
  secret_id           = aws_secretsmanager_secret.db.id
  rotation_lambda_arn = aws_lambda_function.rotate.arn

  rotation_rules {
    automatically_after_days = 30
  }${order}
}`;

export default defineRule({
  summary: "A service may be told of a function before it is allowed to call it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Secrets Manager API reference, RotateSecret; CloudWatch Logs API reference, PutSubscriptionFilter; Elastic Load Balancing user guide, Lambda functions as targets; Amazon SES API reference, CreateReceiptRule; AWS Config API reference, PutConfigRule (2026-11)",
  why: `Secrets Manager, CloudWatch Logs, load balancers, SES and AWS Config make sure that they may call a function at the moment
they are told of it. Terraform sees no connection between that and the permission, creates both at once, and the apply fails now
and then, most likely the first one in a new account.`,
  bad: example(""),
  good: example("\n\n  depends_on = [aws_lambda_permission.rotate]"),
  check({ stack }) {
    return pushTriggers(stack).flatMap((trigger) => {
      const service = CHECKING.get(trigger.kind);
      const early = service === undefined ? undefined : earlyTrigger(stack, trigger);
      if (!early) return [];
      const { connection, block, argument } = trigger;
      return [
        {
          at: block.place(argument),
          resource: connection.address,
          message: early.isReversed
            ? `${connection} is created before ${early.permission}, which refers to it, and ${service} refuses a function that it may not call yet`
            : `${connection} may be created before ${early.permission} allows ${service} to call the function`,
          help: early.help,
          related: early.related,
        },
      ];
    });
  },
});
