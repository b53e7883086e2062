import type { LambdaFunction } from "../../lambda/index.ts";
import { isCallersChoice, type Place, partPlace, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const example = (layers: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::111122223333:role/orders"
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
${layers}
  environment {
    variables = { AWS_LAMBDA_EXEC_WRAPPER = "/opt/otel-handler" }
  }
}`;

export default defineRule({
  summary: "A function starts something that only a layer could provide, but has no layer",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Packaging layers; Modifying the runtime environment: wrapper scripts (2026-11)",
  why: `Lambda unpacks a .zip package into /var/task, and layers into /opt. Without a layer /opt is empty: the wrapper script or
the handler that is named there is not found, and every invocation fails before the code begins.`,
  bad: example(""),
  good: example(`  layers        = ["arn:aws:lambda:eu-west-1:111122223333:layer:otel:7"]
`),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      // a function's image may contain anything there
      if (fn.isImage !== "no" || fn.hasLayers !== "no") return [];
      if (isCallersChoice(fn.resource, "layers")) return [];
      return started(fn).map(({ at, text, what }) => ({
        at,
        resource: fn.resource.address,
        message: `${fn} has no layer, but ${what} ${text} would be in one`,
        help: "Add the layer that contains it to layers, or remove this argument",
      }));
    });
  },
});

interface Started {
  readonly at: Place;
  readonly text: string;
  readonly what: string;
}

/** What a function starts below /opt. */
function started(fn: LambdaFunction): readonly Started[] {
  const variables = fn.body.block("environment")?.place("variables");
  const wrapper = fn.environment?.entries.get("AWS_LAMBDA_EXEC_WRAPPER");
  return [
    { value: fn.body.value("handler"), at: fn.place("handler"), what: "the handler" },
    ...(wrapper && variables
      ? [{ value: wrapper, at: partPlace(variables, wrapper.place), what: "the wrapper script" }]
      : []),
  ].flatMap(({ value, at, what }) => {
    const text = stringOf(value);
    return text?.startsWith("/opt/") ? [{ at, text, what }] : [];
  });
}
