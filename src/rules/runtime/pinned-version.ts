import { isAlways, isLeftOut } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const MODE = "update_runtime_on";
const ARN = "runtime_version_arn";

const example = (mode: string) => `resource "aws_lambda_runtime_management_config" "orders" {
  function_name     = "orders"
  update_runtime_on = "${mode}"
}`;

export default defineRule({
  summary: "A pinned runtime names no version, or a runtime that is updated names one",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, PutRuntimeManagementConfig (2026-11)",
  why: "The mode Manual requires the ARN of a runtime version, and Lambda refuses that ARN with every other mode.",
  bad: example("Manual"),
  good: example("FunctionUpdate"),
  check({ stack }) {
    return stack.resources("aws_lambda_runtime_management_config").flatMap((config) => {
      const { address, body } = config;
      const isManual = isAlways(config, MODE, "Manual");
      const isOther = ["Auto", "FunctionUpdate"].some((mode) => isAlways(config, MODE, mode));
      const finding = { at: body.place(MODE), resource: address };
      if (isManual && isLeftOut(config, ARN)) {
        return [
          {
            ...finding,
            message: `${address} pins the runtime to a version, but does not name it`,
            help: `Set ${ARN} to the version's ARN, which Lambda logs in INIT_START`,
            suggestions: suggestValues(body, MODE, ['"Auto"']),
          },
        ];
      }
      if (!isOther || body.isSet(ARN) !== "yes") return [];
      return [
        {
          ...finding,
          message: `${address} names a version of the runtime, but lets Lambda update it`,
          help: `Set ${MODE} = "Manual", or remove ${ARN}`,
          suggestions: [
            ...suggestValues(body, MODE, ['"Manual"']),
            ...suggestionOf(`Remove ${ARN}`, removeArgument(body, ARN)),
          ],
        },
      ];
    });
  },
});
