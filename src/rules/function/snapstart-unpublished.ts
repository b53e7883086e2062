import { defineRule } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { snapStartOf } from "../shared/resources/snap-start.ts";

const example = (publishing: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "java25"
  handler       = "com.example.Orders::handle"
  filename      = "orders.jar"${publishing}

  snap_start {
    apply_on = "PublishedVersions"
  }
}`;

export default defineRule({
  summary: "SnapStart is on, but no version is published that could use it",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["W2530"] },
  source: "AWS Lambda developer guide, Improving startup performance with Lambda SnapStart (2026-11)",
  why: "SnapStart works only for published versions. Without one nothing starts faster, and no error says so.",
  ignoreWhen: "Versions are published by other means, such as a deployment pipeline.",
  bad: example(""),
  good: example(`
  publish       = true`),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const snapStart = snapStartOf(fn);
      if (!snapStart || fn.isPublished !== "no") return [];
      const edit = setArgument(fn.body, "publish", "true");
      return [
        {
          at: snapStart.place("apply_on"),
          resource: fn.resource.address,
          message: `${fn} has SnapStart on published versions, but publishes none`,
          help: "Set publish = true, and let callers use an alias of the version",
          fix: edit && { title: "Set publish = true", edits: [edit] },
        },
      ];
    });
  },
});
