import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { scaffoldIn } from "./scaffold-in.ts";
import { hasTerraform, noticeSkipped, terraform } from "./terraform-offline.ts";

/** What is asked for, and a resource that must be in the plan for it. */
const modules: readonly { readonly set: readonly string[]; readonly plans: string }[] = [
  { set: [], plans: "aws_lambda_function.this" },
  { set: ["language=typescript", "triggers=sqs", "layer=true"], plans: "aws_lambda_layer_version.libraries" },
  { set: ["runtime=python3.13", "triggers=schedule", "layer=true"], plans: "aws_scheduler_schedule.this" },
  { set: ["triggers=schedule", "failure_queue=false", "tracing=false"], plans: "aws_iam_role.scheduler" },
  { set: ["language=python", "triggers=http-api", "architecture=x86_64"], plans: "aws_apigatewayv2_stage.http" },
  { set: ["triggers=s3", "timeout=900", "memory_size=10240"], plans: "aws_s3_bucket_notification.source" },
  { set: ["triggers=sns", "log_retention_days=365"], plans: "aws_sns_topic_subscription.function" },
  { set: ["triggers=sqs,schedule,http-api,s3,sns"], plans: "aws_lambda_event_source_mapping.messages" },
  { set: ["triggers=sqs,schedule,http-api,s3,sns", "deployment=latest"], plans: "aws_lambda_permission.s3" },
  { set: ["layout=stack", "backend=local", "triggers=sqs,sns"], plans: "aws_lambda_function.this" },
  { set: ["state_bucket=acme-state", "state_key=orders/terraform.tfstate"], plans: "aws_lambda_function.this" },
  { set: ["layout=stack", "backend=cloud", "organization=acme"], plans: "aws_lambda_function.this" },
  {
    set: [
      'description="${var.x}" %{ if true } \\ \n é 日本 \u2028',
      "tags.Owner=orders team",
      "tags.Cost_Center=4",
      "tags.for=x",
    ],
    plans: "aws_lambda_function.this",
  },
];

noticeSkipped(modules.length);

describe.skipIf(!hasTerraform)("terraform takes what init writes", () => {
  test.each(modules)("$set", async ({ set, plans }) => {
    const cwd = temporaryDirectory();
    expect(await scaffoldIn({ cwd, set })).toMatchObject({ exitCode: 0 });
    const folder = path.join(cwd, "orders");
    terraform(folder, "fmt", "-check", "-diff", "-recursive");
    terraform(folder, "init", "-backend=false", "-no-color");
    expect(terraform(folder, "validate", "-no-color")).toContain("Success! The configuration is valid.");
    if (set.some((answer) => answer.startsWith("layout") || answer.startsWith("state"))) {
      // A plan needs the backend, and no test has an account for one.
      writeFileSync(path.join(folder, "override.tf"), 'terraform {\n  backend "local" {}\n}\n');
      terraform(folder, "init", "-no-color");
    }
    expect(terraform(folder, "plan", "-input=false", "-no-color")).toContain(`# ${plans} will be created`);
  });
});
