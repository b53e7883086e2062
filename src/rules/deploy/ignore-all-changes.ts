import { ignoredChanges, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const TYPES = ["aws_lambda_function", "aws_lambda_alias", "aws_lambda_event_source_mapping", "aws_lambda_permission"];

export default defineRule({
  summary: "Terraform creates a function and then never changes it again",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, lifecycle: ignore_changes = all (2026-11)",
  why: `With ignore_changes = all, what is written applies only once, at creation. A new runtime, a longer timeout, a narrower
permission: the plan says that there is nothing to do.`,
  ignoreWhen: "Another tool owns everything but the resource's existence.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  lifecycle {
    ignore_changes = all
  }
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  lifecycle {
    ignore_changes = [filename, source_code_hash]
  }
}`,
  check({ stack }) {
    return TYPES.flatMap((type) => stack.resources(type)).flatMap((resource) => {
      if (ignoredChanges(resource) !== "all") return [];
      return [
        {
          at: resource.body.block("lifecycle")?.place("ignore_changes") ?? resource.body.place(),
          resource: resource.address,
          message: `${resource} ignores all changes, so nothing written here reaches it after its creation`,
          help: "Name what other tools change, such as ignore_changes = [filename, source_code_hash]",
          suggestions: codeAlone(resource),
        },
      ];
    });
  },
});

/** Ignores only changes of the code, since deploying it by other means is the usual reason to ignore changes. */
function codeAlone({ type, body }: Resource): readonly Fix[] {
  const [lifecycle] = body.blocks("lifecycle");
  const place = lifecycle?.place("ignore_changes");
  if (!place || type !== "aws_lambda_function" || place.file.slice(place) !== "all") return [];
  const names = body.isWritten("image_uri") ? "image_uri" : "filename, source_code_hash";
  return suggestionOf("Ignore only changes of the code", { place, newText: `[${names}]` });
}
