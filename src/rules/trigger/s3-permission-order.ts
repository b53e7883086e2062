import { policyDocument } from "../../iam/index.ts";
import { deliveries, dependsOn, pushTriggers, type Stack } from "../../lambda/index.ts";
import type { Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { waitFor } from "../shared/edits/dependencies.ts";
import { fixOf } from "../shared/edits/fixes.ts";
import { deliveryTarget, policiesOf } from "../shared/policies/delivery-policies.ts";
import { earlyTrigger } from "../shared/triggers/permission-order.ts";

const example = (order: string) => `resource "aws_s3_bucket" "uploads" {
  bucket = "orders-uploads"
}

resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
}

resource "aws_lambda_permission" "uploads" {
  function_name  = aws_lambda_function.resize.function_name
  action         = "lambda:InvokeFunction"
  principal      = "s3.amazonaws.com"
  source_arn     = aws_s3_bucket.uploads.arn
  source_account = "111122223333"
}

resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  lambda_function {
    lambda_function_arn = aws_lambda_function.resize.arn
    events              = ["s3:ObjectCreated:*"]
  }${order}
}`;

export default defineRule({
  summary: "A bucket notification may be created before S3 is allowed to reach its target",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon S3 API reference, PutBucketNotificationConfiguration (2026-11)",
  why: `S3 checks that it may call the function, or send to the queue or topic, when the notification is created. Terraform sees no
connection between the notification and the permission or policy, creates both at once, and the apply fails now and then with
"Unable to validate the following destination configurations".`,
  bad: example(""),
  good: example(`

  depends_on = [aws_lambda_permission.uploads]`),
  check({ stack }) {
    return [...earlyCalls(stack), ...earlyDeliveries(stack)];
  },
});

function earlyCalls(stack: Stack): RuleFinding[] {
  return pushTriggers(stack).flatMap((trigger) => {
    if (trigger.connection.type !== "aws_s3_bucket_notification") return [];
    const { connection, block, argument } = trigger;
    const early = earlyTrigger(stack, trigger);
    if (!early) return [];
    return [
      {
        at: block.place(argument),
        resource: connection.address,
        message: `${connection} may be created before ${early.permission} allows S3 to call the function`,
        help: early.help,
        related: early.related,
        fix: early.fix,
      },
    ];
  });
}

/** Queues and topics with a separate policy resource: a policy within them is created with them. */
function earlyDeliveries(stack: Stack): RuleFinding[] {
  return deliveries(stack).flatMap(({ connection, block, argument, target, isTried }) => {
    const found = isTried ? deliveryTarget(target) : undefined;
    if (found?.target.body.isSet("policy") !== "no") return [];
    // trigger/delivery-denied reports what no policy allows
    const policies = policiesOf(found.target, found.kind, stack).filter((policy) => !onlyDenies(policy));
    const [policy] = policies;
    if (!policy || policies.some((each) => dependsOn(connection, each) !== "no")) return [];
    return [
      {
        at: block.place(argument),
        resource: connection.address,
        message: `${connection} may be created before ${policy} allows S3 to send to ${found.target}`,
        help:
          policy.module === connection.module
            ? `Add depends_on = [${policy.type}.${policy.name}] to ${connection}`
            : `Make ${connection} depend on the module that contains ${policy}`,
        related: [{ at: policy.body.place(), message: "the policy" }],
        fix: fixOf(`Make it wait for ${policy}`, waitFor(connection, policy)),
      },
    ];
  });
}

function onlyDenies({ body }: Resource): boolean {
  const document = policyDocument(body.value("policy"));
  return document?.isComplete === true && document.statements.every(({ effect }) => effect === "Deny");
}
