import { runtime } from "../../aws/runtimes.ts";
import { elementsOrSelf, isSamePlace, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { addElement } from "../shared/edits/elements.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "A layer is built only for runtimes that are no longer supported",
  severity: "info",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Lambda runtimes: deprecation dates (2026-11)",
  why: "Functions that move to a supported runtime cannot keep the layer: its libraries are built for the old one.",
  bad: `resource "aws_lambda_layer_version" "pillow" {
  layer_name          = "pillow"
  filename            = "pillow.zip"
  compatible_runtimes = ["python3.8", "python3.9"]
}`,
  good: `resource "aws_lambda_layer_version" "pillow" {
  layer_name          = "pillow"
  filename            = "pillow.zip"
  compatible_runtimes = ["python3.13", "python3.14"]
}`,
  check({ stack, asOf }) {
    const origins = stack.functions.map((fn) => fn.body.value("runtime").place);
    return stack.resources("aws_lambda_layer_version").flatMap(({ address, body }) => {
      const { elements, complete } = elementsOrSelf(body.value("compatible_runtimes"));
      const used = elements.map((element) => runtime(stringOf(element) ?? ""));
      const isOld = (each: (typeof used)[number]) => each?.deprecated !== undefined && each.deprecated <= asOf;
      if (!complete || used.length === 0 || !used.every(isOld)) return [];
      // a runtime that the layer shares with a function is reported there
      const isShared = elements.every(({ place }) => origins.some((origin) => isSamePlace(origin, place)));
      if (isShared) return [];
      const names = used.map((each) => each?.id).join(", ");
      const successor = used.at(-1)?.successor;
      return [
        {
          at: body.place("compatible_runtimes"),
          resource: address,
          message: `${address} is built only for ${names}, ${used.length > 1 ? "all" : "which is"} out of support`,
          help: `Build it for ${successor ?? "a supported runtime"} as well, and list that in compatible_runtimes`,
          suggestions:
            successor === undefined
              ? []
              : suggestionOf(
                  `Add ${successor} to compatible_runtimes`,
                  addElement(body.value("compatible_runtimes"), `"${successor}"`),
                ),
        },
      ];
    });
  },
});
