import { runtime, runtimes, suggestRuntime } from "../../aws/runtimes.ts";
import { elementsOrSelf, type Place, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { removeElement } from "../shared/edits/elements.ts";
import { replacing, suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "There is no runtime of this name",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["aws_lambda_function_invalid_runtime"] },
  source: "AWS Lambda API reference, CreateFunction: Runtime (2026-11)",
  why: "Runtimes have exact names. With any other name the function cannot be created.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  check({ stack, asOf }) {
    const ofFunctions = stack.functions.flatMap((fn) => {
      const name = fn.runtime;
      if (name === undefined || (runtime(name) && !runtime(name)?.containerOnly) || mayBeNew(name)) return [];
      const meant = suggestRuntime(name, asOf);
      return [
        {
          at: fn.place("runtime"),
          resource: fn.resource.address,
          message: runtime(name)
            ? `${name}, the runtime of ${fn}, exists only as a base image for containers`
            : `${fn} asks for the runtime "${name}", which does not exist`,
          help: meant
            ? `Did you mean "${meant}"?`
            : "Set runtime to one of AWS's names, such as python3.14 or nodejs24.x",
          suggestions: meant ? suggestValues(fn.body, "runtime", [`"${meant}"`]) : [],
        },
      ];
    });
    return [...ofFunctions, ...stack.resources("aws_lambda_layer_version").flatMap((layer) => ofLayer(layer, asOf))];
  },
});

/** The runtimes that a layer is declared for. */
function ofLayer({ address, body }: Resource, asOf: string): RuleFinding[] {
  const list = body.value("compatible_runtimes");
  const { elements } = elementsOrSelf(list);
  return elements.flatMap((element) => {
    const name = stringOf(element);
    if (name === undefined || runtime(name) || mayBeNew(name)) return [];
    const meant = suggestRuntime(name, asOf);
    return [
      {
        at: element.place,
        resource: address,
        message: `${address} is built for the runtime "${name}", which does not exist`,
        help: meant ? `Did you mean "${meant}"?` : "Name a runtime of AWS, such as python3.14 or nodejs24.x",
        suggestions: elements.some((other) => stringOf(other) === meant)
          ? suggestionOf(`Remove "${name}"`, removeElement(list, element))
          : meant && isText(element.place, name)
            ? [replacing(element.place, `"${meant}"`)]
            : [],
      },
    ];
  });
}

function isText(place: Place, text: string): boolean {
  return place.file.slice(place) === `"${text}"`;
}

/** Whether a name looks like a version of a family that is newer than the data on runtimes. */
function mayBeNew(name: string): boolean {
  const version = versionOf(name);
  if (!version) return false;
  const known = runtimes().flatMap(({ id }) => {
    const other = versionOf(id);
    return other?.shape === version.shape ? [other] : [];
  });
  if (known.length === 0) return false;
  return (["number", "system"] as const).some((part) => known.every((other) => version[part] > other[part]));
}

interface Version {
  /** `java17.al2023` as `java#.al#`: the family and its numbering. */
  readonly shape: string;
  /** Increases with the version. */
  readonly number: number;
  /** The year of the operating system, if the name has one. */
  readonly system: number;
}

function versionOf(id: string): Version | undefined {
  const parts = /^(\D+)(\d{1,4})(?:\.(\d{1,4}))?(\.x|\.al(\d{4}))?$/.exec(id);
  if (!parts) return undefined;
  const [, family, major, minor, tail = "", year] = parts;
  return {
    shape: `${family}#${minor === undefined ? "" : ".#"}${tail.replace(/\d+/, "#")}`,
    number: Number(major) * 10_000 + Number(minor ?? 0),
    system: Number(year ?? 0),
  };
}
