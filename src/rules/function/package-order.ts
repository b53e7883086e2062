import { dependsOn } from "../../lambda/index.ts";
import { type Module, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { waitFor } from "../shared/edits/dependencies.ts";
import { fixOf } from "../shared/edits/fixes.ts";
import { referenceTo } from "../shared/edits/references.ts";
import { namedPackages, packageHolders } from "../shared/resources/package-holders.ts";

const example = (key: string) => `resource "aws_s3_bucket" "packages" {
  bucket = "orders-packages"
}

resource "aws_s3_object" "orders" {
  bucket      = aws_s3_bucket.packages.id
  key         = "orders.zip"
  source      = "build/orders.zip"
  source_hash = filemd5("build/orders.zip")
}

resource "aws_lambda_function" "orders" {
  function_name    = "orders"
  role             = aws_iam_role.orders.arn
  runtime          = "nodejs24.x"
  handler          = "index.handler"
  s3_bucket        = aws_s3_bucket.packages.id
  s3_key           = ${key}
  source_code_hash = filebase64sha256("build/orders.zip")
}`;

export default defineRule({
  summary: "A function may be created before its package is uploaded",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda API reference, CreateFunction, UpdateFunctionCode; aws_lambda_function of the AWS provider (2026-11)",
  why: `The function writes the object's key as text, so Terraform sees no connection between the two and creates both at once. A first
apply can fail with "S3 Error Code: NoSuchKey"; later, Lambda may fetch the old package while the new one is still being uploaded, and
nothing retries.`,
  bad: example('"orders.zip"'),
  good: example("aws_s3_object.orders.key"),
  check({ stack }) {
    return packageHolders(stack).flatMap((holder) => {
      const objects = namedPackages(holder, stack);
      const [object] = objects;
      if (!object || objects.some((each) => dependsOn(holder, each) !== "no")) return [];
      const { body, address, module } = holder;
      const key = stringOf(body.value("s3_key"));
      return [
        {
          at: body.place("s3_key"),
          resource: address,
          message: `${holder} may be created before ${object} uploads ${key ?? "its package"}, because it doesn't refer to it`,
          help:
            object.module === module
              ? `Write s3_key = ${object.type}.${object.name}.key, or add depends_on = [${object.type}.${object.name}]`
              : passedOn(object, module),
          related: [{ at: object.body.place("key"), message: "the upload" }],
          fix: fixFor(holder, object),
        },
      ];
    });
  },
});

/** How a module gets the key of an object in another one. */
function passedOn(object: Resource, { address }: Module): string {
  return address === ""
    ? `Take the key of ${object} from an output of its module`
    : `Pass the key of ${object} to ${address}`;
}

/** Uses the object's own key; if there may be no object, or several, only waiting for it is certain. */
function fixFor(holder: Resource, object: Resource): Fix | undefined {
  if (object.body.isWritten("count") || object.body.isWritten("for_each"))
    return fixOf(`Wait for ${object}`, waitFor(holder, object));
  const reference = dependsOn(object, holder) === "no" ? referenceTo(object, holder) : undefined;
  const edit = reference === undefined ? undefined : setArgument(holder.body, "s3_key", `${reference}.key`);
  return fixOf(`Take the key from ${object}`, edit);
}
