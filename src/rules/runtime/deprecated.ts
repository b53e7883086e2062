import { runtime } from "../../aws/runtimes.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

export default defineRule({
  summary: "A function's runtime is no longer supported",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_363"],
    tflint: ["aws_lambda_function_deprecated_runtime"],
    "serverless-rules": ["aws_lambda_function_eol_runtime"],
    "cfn-lint": ["W2531"],
  },
  source: "AWS Lambda developer guide, Lambda runtimes: deprecation dates (2026-11)",
  why: `A deprecated runtime gets no more security patches and no more support from AWS. Some months later functions can no longer
be created with it, and then no longer updated: the next urgent fix cannot be deployed.`,
  bad: `resource "aws_lambda_function" "invoice" {
  function_name = "invoice"
  role          = aws_iam_role.invoice.arn
  runtime       = "python3.9"
  handler       = "invoice.handler"
  filename      = "invoice.zip"
}`,
  good: `resource "aws_lambda_function" "invoice" {
  function_name = "invoice"
  role          = aws_iam_role.invoice.arn
  runtime       = "python3.14"
  handler       = "invoice.handler"
  filename      = "invoice.zip"
}`,
  check({ stack, asOf }) {
    return stack.functions.flatMap((fn) => {
      const used = fn.runtime === undefined ? undefined : runtime(fn.runtime);
      if (!used?.deprecated || used.containerOnly || used.deprecated > asOf) return [];
      // runtime/blocked reports the worse case
      if (used.blockCreate !== undefined && used.blockCreate <= asOf) return [];
      const next = [
        used.blockCreate && `no function can be created with it from ${used.blockCreate}`,
        used.blockUpdate && `none updated from ${used.blockUpdate}`,
      ].filter((text) => text !== undefined);
      return [
        {
          at: fn.place("runtime"),
          resource: fn.resource.address,
          message: `The runtime ${used.id} of ${fn} has been out of support since ${used.deprecated}`,
          suggestions: used.successor ? suggestValues(fn.body, "runtime", [`"${used.successor}"`]) : [],
          help: `${used.successor ? `Move to ${used.successor}` : "Move to a newer runtime"}, and test it${next.length > 0 ? `: ${next.join(", ")}` : ""}`,
        },
      ];
    });
  },
});
