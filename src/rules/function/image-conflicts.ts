import type { LambdaFunction } from "../../lambda/index.ts";
import { isCallersChoice, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { fixOf, suggestionOf } from "../shared/edits/fixes.ts";

/** What serves an image in place of an argument. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ["handler", "image_config { command = […] } says what the image runs"],
  ["code_signing_config_arn", "Lambda checks the signatures of .zip packages alone"],
]);

export default defineRule({
  summary: "A container image function has arguments for a .zip package, or the other way round",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3685"] },
  source:
    "AWS Lambda API reference, CreateFunction: PackageType, Handler, Runtime, Layers, CodeSigningConfigArn (2026-11)",
  why: `An image brings its runtime, its entry point and its libraries. Lambda refuses runtime, handler, layers and code signing
together with one, and an image_uri unless the package type is Image.`,
  bad: `resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/resize:1.4.2"
  handler       = "resize.handler"
}`,
  good: `resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/resize:1.4.2"
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => [...forbidden(fn), ...wrongType(fn)]);
  },
});

function forbidden(fn: LambdaFunction): RuleFinding[] {
  if (fn.body.string("package_type") !== "Image" || isCallersChoice(fn.resource, "package_type")) return [];
  return ["runtime", "handler", "layers", "code_signing_config_arn"].flatMap((argument) => {
    const value = fn.body.value(argument);
    const isEmpty = value.kind === "list" && value.elements.length === 0;
    if (fn.body.isSet(argument) !== "yes" || isEmpty || isCallersChoice(fn.resource, argument)) return [];
    const edit = removeArgument(fn.body, argument);
    return [
      {
        at: fn.place(argument),
        resource: fn.resource.address,
        message: `${fn} is a container image, so it cannot have ${argument}`,
        help: `Remove ${argument}; ${INSTEAD.get(argument) ?? "the image contains it"}`,
        fix: fixOf(`Remove ${argument}`, edit),
      },
    ];
  });
}

function wrongType(fn: LambdaFunction): RuleFinding[] {
  if (isCallersChoice(fn.resource, "package_type")) return [];
  const type = fn.body.value("package_type");
  const isZip = type.kind === "null" || stringOf(type) === "Zip";
  const hasImage = fn.body.isSet("image_uri");
  if (isZip && hasImage === "yes") {
    return [
      {
        at: fn.place("image_uri"),
        resource: fn.resource.address,
        message: `${fn} names an image, but its package type is ${type.kind === "null" ? "Zip, the default" : "Zip"}`,
        help: 'Set package_type = "Image"',
        suggestions: suggestValues(fn.body, "package_type", ['"Image"']),
      },
    ];
  }
  const [config] = fn.body.blocks("image_config").filter(({ isCertain }) => isCertain);
  if (isZip && config) {
    return [
      {
        at: config.place(),
        resource: fn.resource.address,
        message: `${fn} is a .zip package, but says how to start an image`,
        help: "Remove image_config; what a .zip package runs is its handler",
        suggestions: suggestionOf("Remove image_config", removeBlock(config)),
      },
    ];
  }
  if (stringOf(type) !== "Image" || !fn.lacks("image_uri")) return [];
  // with a .zip as well, the package type is what is wrong; without one, function/package-source reports it
  const zip = ["filename", "s3_bucket"].find((argument) => fn.body.isSet(argument) === "yes");
  if (!zip) return [];
  return [
    {
      at: fn.place("package_type"),
      resource: fn.resource.address,
      message: `The package type of ${fn} is Image, but its code comes from ${zip}`,
      help: "Remove package_type, or set image_uri in its place",
      suggestions: ["runtime", "handler"].some((argument) => fn.lacks(argument))
        ? undefined
        : suggestionOf("Remove package_type", removeArgument(fn.body, "package_type")),
    },
  ];
}
