import { formatHcl } from "../../hcl/index.ts";
import { isVariableDefault, type LambdaFunction } from "../../lambda/index.ts";
import { allReferences, ignoredChanges, knownSuffix, stringOf, wholeReference } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { insertAfterBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { instanceKey, referenceTo } from "../shared/edits/references.ts";
import { mayBeFrom } from "../shared/schema/provider-from.ts";

export default defineRule({
  summary: "A function's image is named by a mutable tag",
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
          message: `${fn} takes its image by ${fault}, so a new image there would not be deployed`,
          help: "Name the image by its digest (…@sha256:…), available from data.aws_ecr_image, or by a tag that is never reused",
          suggestions: byDigest(fn),
        },
      ];
    });
  },
});

/** `latest`, or no tag, which means the same; undefined if the tag is another, or callers set it. */
function movingTag(fn: LambdaFunction): string | undefined {
  const value = fn.body.value("image_uri");
  const written = value.place.file.slice(value.place);
  // the tag must be written here, not in a variable's default
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

/** The first major version of the AWS provider whose schema has image_uri for an image that is looked up. */
const FIRST_WITH_URI = [5];

/** Looks up the image with the tag at each plan: the result contains the image's digest. */
function byDigest({ resource, body }: LambdaFunction): readonly Fix[] {
  const [repository, ...others] = allReferences(body.value("image_uri"));
  const name =
    repository?.resource.type === "aws_ecr_repository" && others.length === 0 && instanceKey(resource) === ""
      ? referenceTo(repository.resource, resource)
      : undefined;
  const image = `data.aws_ecr_image.${resource.name}`;
  const isTaken = resource.module.dataOf("aws_ecr_image").some((one) => one.name === resource.name);
  if (name === undefined || isTaken || !mayBeFrom(resource.module, FIRST_WITH_URI)) return [];
  const lookup = `data "aws_ecr_image" "${resource.name}" {
repository_name = ${name}.name
image_tag = "latest"
}`;
  return suggestionOf(
    "Name the image by the digest that latest has",
    setArgument(body, "image_uri", `${image}.image_uri`),
    insertAfterBlock(body, formatHcl(lookup)),
  );
}
