import { pushTriggers, type TriggerKind } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { earlyTrigger } from "../shared/triggers/permission-order.ts";

/** A service that checks, when it is configured with a function, that it may call it. */
interface Checking {
  readonly service: string;
  /**
   * Whether the provider retries for some minutes, which is enough for a permission that is created at the same time.
   */
  readonly isAskedAgain: boolean;
}

const CHECKING: ReadonlyMap<TriggerKind, Checking> = new Map([
  ["load-balancer", { service: "Elastic Load Balancing", isAskedAgain: false }],
  ["ses", { service: "SES", isAskedAgain: false }],
  ["logs", { service: "CloudWatch Logs", isAskedAgain: true }],
  ["config", { service: "AWS Config", isAskedAgain: true }],
  ["secret-rotation", { service: "Secrets Manager", isAskedAgain: true }],
]);

const example = (order: string) => `resource "aws_lb_target_group" "orders" {
  name        = "orders"
  target_type = "lambda"
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
}

resource "aws_lambda_permission" "orders" {
  function_name = aws_lambda_function.orders.function_name
  action        = "lambda:InvokeFunction"
  principal     = "elasticloadbalancing.amazonaws.com"
  source_arn    = aws_lb_target_group.orders.arn
}

resource "aws_lb_target_group_attachment" "orders" {
  target_group_arn = aws_lb_target_group.orders.arn
  target_id        = aws_lambda_function.orders.arn${order}
}`;

export default defineRule({
  summary: "A service may be pointed to a function before it is allowed to call it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Secrets Manager API reference, RotateSecret; CloudWatch Logs API reference, PutSubscriptionFilter; Elastic Load Balancing user guide, Lambda functions as targets; Amazon SES API reference, CreateReceiptRule; AWS Config API reference, PutConfigRule; what is asked again: terraform-provider-aws, resource sources (2026-11)",
  why: `Load balancers and SES check that they may call a function when they are configured. Terraform sees no connection between
that and the permission, creates both at once, and the apply fails now and then, most likely the first one in a new account.
CloudWatch Logs, Secrets Manager and AWS Config do the same; for these the provider retries for some minutes, which helps unless
the permission itself waits for them.`,
  bad: example(""),
  good: example("\n\n  depends_on = [aws_lambda_permission.orders]"),
  check({ stack }) {
    return pushTriggers(stack).flatMap((trigger) => {
      const checking = CHECKING.get(trigger.kind);
      const early = checking && earlyTrigger(stack, trigger);
      if (!early || (checking.isAskedAgain && !early.isReversed)) return [];
      const { service } = checking;
      const { connection, block, argument } = trigger;
      return [
        {
          at: block.place(argument),
          resource: connection.address,
          message: early.isReversed
            ? `${connection} is created before ${early.permission}, which refers to it, but ${service} refuses a function that it may not call yet`
            : `${connection} may be created before ${early.permission} allows ${service} to call the function`,
          help: early.help,
          related: early.related,
          fix: early.fix,
        },
      ];
    });
  },
});
