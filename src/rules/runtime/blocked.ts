import { runtime } from "../../aws/runtimes.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

export default defineRule({
  summary: "Lambda no longer creates or updates functions with this runtime",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_363"],
    tflint: ["aws_lambda_function_deprecated_runtime"],
    "serverless-rules": ["aws_lambda_function_eol_runtime"],
    "cfn-lint": ["E2531", "E2533"],
  },
  source: "AWS Lambda developer guide, Lambda runtimes: deprecation dates (2026-11)",
  why: `Some months after a runtime's deprecation Lambda refuses to create functions with it, and a month later to update their
code or configuration. The plan looks fine, and the apply fails.`,
  bad: `resource "aws_lambda_function" "gateway" {
  function_name = "gateway"
  role          = aws_iam_role.gateway.arn
  runtime       = "go1.x"
  handler       = "gateway"
  filename      = "gateway.zip"
}`,
  good: `resource "aws_lambda_function" "gateway" {
  function_name = "gateway"
  role          = aws_iam_role.gateway.arn
  runtime       = "provided.al2023"
  handler       = "bootstrap"
  filename      = "gateway.zip"
}`,
  check({ stack, asOf }) {
    return stack.functions.flatMap((fn) => {
      const used = fn.runtime === undefined ? undefined : runtime(fn.runtime);
      if (!used || used.containerOnly) return [];
      const isUpdateBlocked = used.blockUpdate !== undefined && used.blockUpdate <= asOf;
      const isCreateBlocked = used.blockCreate !== undefined && used.blockCreate <= asOf;
      if (!isUpdateBlocked && !isCreateBlocked) return [];
      return [
        {
          at: fn.place("runtime"),
          resource: fn.resource.address,
          message: isUpdateBlocked
            ? `Since ${used.blockUpdate}, Lambda has neither created nor updated functions with ${used.id}, the runtime of ${fn}`
            : `Since ${used.blockCreate}, Lambda has created no functions with ${used.id}, the runtime of ${fn}`,
          suggestions: used.successor ? suggestValues(fn.body, "runtime", [`"${used.successor}"`]) : [],
          help: `${used.successor ? `Move to ${used.successor}` : "Move to a newer runtime"}${isUpdateBlocked || !used.blockUpdate ? "" : ` before ${used.blockUpdate}, when updates stop as well`}`,
        },
      ];
    });
  },
});
