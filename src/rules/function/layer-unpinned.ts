import { referenceChain, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";

const example = (attribute: string) => `resource "aws_lambda_layer_version" "shared" {
  layer_name = "shared"
  filename   = "shared.zip"
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
  layers        = [aws_lambda_layer_version.shared.${attribute}]
}`;

export default defineRule({
  summary: "A layer is named without its version",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3716"] },
  source: "AWS Lambda API reference, CreateFunction: Layers (2026-11)",
  why: "Lambda accepts only the ARN of a layer version. Without a version the function can be neither created nor updated.",
  bad: example("layer_arn"),
  good: example("arn"),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const layers = fn.body.value("layers");
      return (layers.kind === "list" ? layers.elements : []).flatMap((layer) => {
        if (!isUnpinned(layer)) return [];
        return [
          {
            at: layer.place,
            resource: fn.resource.address,
            message: `${fn} names ${stringOf(layer) ?? "a layer"} without a version`,
            help:
              stringOf(layer) === undefined
                ? "Use the attribute arn, which ends in the version, in place of layer_arn"
                : "Add the version's number at the end: …:layer:name:3",
            fix: fixOf(layer),
          },
        ];
      });
    });
  },
});

function isUnpinned(layer: Value): boolean {
  const text = stringOf(layer);
  if (text !== undefined) return /^arn:[\w-]+:lambda:[\w-]*:\d{12}:layer:[\w-]+$/.test(text);
  const [reference] = referenceChain(layer);
  return reference?.resource.type === "aws_lambda_layer_version" && reference.path[0] === "layer_arn";
}

function fixOf({ place }: Value): Fix | undefined {
  const written = place.file.slice(place);
  if (!/^(?:data\.)?aws_lambda_layer_version\.[\w-]+(?:\[[^\]]*\])?\.layer_arn$/.test(written)) return undefined;
  const start = place.end - "layer_arn".length;
  return { title: "Use the version's ARN", edits: [{ place: { ...place, start }, newText: "arn" }] };
}
