import { isVariableDefault, type LambdaFunction } from "../../lambda/index.ts";
import { ignoredChanges, knownSuffix, stringOf, wholeReference } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A function's image is named by a tag that moves",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda developer guide, Create a Lambda function using a container image: Lambda resolves the tag to a digest (2026-11)",
  why: `Lambda looks the tag up once, when the function is updated. A new image under the same tag changes nothing in the
configuration and is never deployed, and nobody can say which image runs, or go back to the one before.`,
  ignoreWhen: "Images are deployed by other means; then lifecycle { ignore_changes } should say so.",
  bad: `resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/resize:latest"
}`,
  good: `resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/resize@sha256:4bc453b53cb3d914b45f4b250294236adba2c0e09ff6f03793949e7e39fd4cc1"
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const ignored = ignoredChanges(fn.resource);
      const fault = ignored === "all" || ignored.has("image_uri") ? undefined : movingTag(fn);
      if (!fault) return [];
      return [
        {
          at: fn.place("image_uri"),
          resource: fn.resource.address,
          message: `${fn} takes its image by ${fault}, and a new image there would not be deployed`,
          help: "Name the image by its digest (…@sha256:…), as data.aws_ecr_image gives it, or by a tag that is used once",
        },
      ];
    });
  },
});

/** `latest`, or no tag at all, which means the same; undefined where the tag is another, or a caller gives it. */
function movingTag(fn: LambdaFunction): string | undefined {
  const value = fn.body.value("image_uri");
  const written = value.place.file.slice(value.place);
  // the tag is written here, and not the default of a variable
  if (isVariableDefault(value, fn.resource.module)) return undefined;
  if (/:latest$/.test(knownSuffix(value)) && written.includes(":latest")) return "the tag latest";
  const repository = wholeReference(value, fn.resource);
  if (repository?.resource.type === "aws_ecr_repository" && repository.path[0] === "repository_url")
    return "no tag at all";
  const text = stringOf(value);
  return text !== undefined && /^[\w.-]+\.dkr\.ecr\.[\w-]+\.amazonaws\.com(?:\.cn)?\/[\w./-]+$/.test(text)
    ? "no tag at all"
    : undefined;
}
