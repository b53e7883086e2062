import { runtime } from "../../aws/runtimes.ts";
import { isVariableDefault, type LambdaFunction } from "../../lambda/index.ts";
import {
  elementsOrSelf,
  isCallersChoice,
  partPlace,
  type Resource,
  referredOfType,
  stringOf,
  type Value,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const example = (architecture: string) => `resource "aws_lambda_layer_version" "pillow" {
  layer_name               = "pillow"
  filename                 = "pillow.zip"
  compatible_runtimes      = ["python3.14"]
  compatible_architectures = ["${architecture}"]
}

resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
  runtime       = "python3.14"
  handler       = "resize.handler"
  filename      = "resize.zip"
  architectures = ["arm64"]
  layers        = [aws_lambda_layer_version.pillow.arn]
}`;

export default defineRule({
  summary: "A layer is not made for the function's runtime or architecture",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, PublishLayerVersion: CompatibleRuntimes, CompatibleArchitectures (2026-11)",
  why: `Lambda attaches any layer to any function. Libraries built for another language, version or processor then fail to load
at the first invocation.`,
  ignoreWhen: "The layer runs everywhere; its lists should then say so.",
  bad: example("x86_64"),
  good: example("arm64"),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const layers = fn.body.value("layers");
      return (layers.kind === "list" ? layers.elements : []).flatMap((element) => {
        const layer = referredOfType(element, "aws_lambda_layer_version");
        return layer?.mode === "managed"
          ? [...runtimeFault(fn, layer, element), ...architectureFault(fn, layer, element)]
          : namedFault(fn, element);
      });
    });
  },
});

function runtimeFault(fn: LambdaFunction, layer: Resource, element: Value): RuleFinding[] {
  const listed = knownList(layer.body.value("compatible_runtimes"));
  if (!listed || listed.length === 0 || fn.runtime === undefined || listed.includes(fn.runtime)) return [];
  if (isCallersChoice(fn.resource, "runtime") || isCallersChoice(layer, "compatible_runtimes")) return [];
  const family = runtime(fn.runtime)?.family;
  const isSameLanguage = listed.some((id) => runtime(id)?.family === family);
  return [
    {
      at: element.place,
      // most libraries keep working within a language
      severity: isSameLanguage ? "info" : "warning",
      resource: fn.resource.address,
      message: `${fn} runs on ${fn.runtime}, but ${layer} is made for ${listed.join(", ")}`,
      help: `Build the layer for ${fn.runtime} and add it to compatible_runtimes, or use another layer`,
      related: [{ at: layer.body.place("compatible_runtimes"), message: "what the layer is made for" }],
    },
  ];
}

function architectureFault(fn: LambdaFunction, layer: Resource, element: Value): RuleFinding[] {
  const listed = knownList(layer.body.value("compatible_architectures"));
  const own = fn.architecture;
  if (!listed || listed.length === 0 || own === undefined || listed.includes(own)) return [];
  if (isCallersChoice(fn.resource, "architectures") || isCallersChoice(layer, "compatible_architectures")) return [];
  return [
    {
      at: element.place,
      resource: fn.resource.address,
      message: `${fn} runs on ${own}, but ${layer} is made for ${listed.join(", ")}`,
      help: `Build the layer for ${own}, and name it in compatible_architectures`,
      related: [{ at: layer.body.place("compatible_architectures"), message: "what the layer is made for" }],
    },
  ];
}

/**
 * How publishers of layers name architectures, at the end of a name or of a part of it:
 * `AWS-Parameters-…-Extension-Arm64`.
 */
const PROCESSORS: readonly (readonly [RegExp, string])[] = [
  [/[-_](?:arm64|aarch64|arm)(?![a-z0-9])/i, "arm64"],
  [/[-_](?:x86_64|x86-64|amd64|x86)(?![a-z0-9])/i, "x86_64"],
];

/** For a layer from elsewhere, only the name in its ARN is known. */
function namedFault(fn: LambdaFunction, element: Value): RuleFinding[] {
  const name = /^arn:[^:]*:lambda:[^:]*:[^:]*:layer:([^:]+)/.exec(stringOf(element) ?? "")?.[1] ?? "";
  const own = fn.architecture;
  const [named, ...others] = PROCESSORS.filter(([pattern]) => pattern.test(name)).map(([, processor]) => processor);
  if (own === undefined || named === undefined || others.length > 0 || named === own) return [];
  const deciding = [element, ...elementsOrSelf(fn.body.value("architectures")).elements];
  if (deciding.some((value) => isVariableDefault(value, fn.resource.module))) return [];
  return [
    {
      at: partPlace(fn.place("layers"), element.place),
      resource: fn.resource.address,
      message: `${fn} runs on ${own}, but the layer ${name} is made for ${named}`,
      help: `Use the layer for ${own}`,
    },
  ];
}

/** The strings in a list, if all are known. */
function knownList(value: Value): readonly string[] | undefined {
  const { elements, complete } = elementsOrSelf(value);
  const texts = elements.map(stringOf).filter((text) => text !== undefined);
  return complete && texts.length === elements.length ? texts : undefined;
}
