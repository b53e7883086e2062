import { runtime } from "../../aws/runtimes.ts";
import { baseImageOf } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A function's image is built on a base that is no longer supported",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Lambda runtimes: deprecation dates, for base images as well (2026-11)",
  why: `AWS publishes no more patches for the base image of a deprecated runtime. The image can still be deployed, with every
vulnerability that is found from then on.`,
  ignoreWhen: "The Dockerfile beside the module is not that of the function's image.",
  bad: `# file: Dockerfile
FROM public.ecr.aws/lambda/python:3.9
COPY resize.py \${LAMBDA_TASK_ROOT}
# file: main.tf
resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/resize:1.4.2"
}`,
  good: `# file: Dockerfile
FROM public.ecr.aws/lambda/python:3.14
COPY resize.py \${LAMBDA_TASK_ROOT}
# file: main.tf
resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/resize:1.4.2"
}`,
  check({ stack, asOf }) {
    return stack.functions.flatMap((fn) => {
      if (fn.isImage !== "yes") return [];
      const at = fn.place("image_uri");
      const base = baseImageOf(fn.resource.module, at);
      const used = base && runtime(base.runtime);
      if (!base || !used?.deprecated || used.deprecated > asOf) return [];
      return [
        {
          at,
          resource: fn.resource.address,
          message: `${base.file} (line ${base.line}) builds the image of ${fn} on ${used.id}, which has been out of support since ${used.deprecated}`,
          help: used.successor ? `Build it on the base image of ${used.successor}` : "Build it on a newer base image",
        },
      ];
    });
  },
});
