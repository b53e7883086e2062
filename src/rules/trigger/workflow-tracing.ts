import { grantsOf } from "../../iam/index.ts";
import type { Stack } from "../../lambda/index.ts";
import { isCallersChoice, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { setInBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { attach } from "../shared/edits/policies/allow.ts";

const example = (tracing: string) => `resource "aws_sfn_state_machine" "checkout" {
  name       = "checkout"
  role_arn   = "arn:aws:iam::111122223333:role/checkout"
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })
${tracing}}`;

export default defineRule({
  summary: "Executions of a state machine are not traced",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_284"],
    "serverless-rules": ["aws_sfn_state_machine_tracing"],
    "cdk-nag": ["AwsSolutions-SF2"],
  },
  source: "AWS Step Functions developer guide, Trace Step Functions request data in AWS X-Ray (2026-11)",
  why: "Without a trace of the workflow, those of the functions that it calls are separate, and nothing says which belong together.",
  bad: example(""),
  good: example("\n  tracing_configuration {\n    enabled = true\n  }\n"),
  check({ stack, asOf }) {
    return stack.resources("aws_sfn_state_machine").flatMap((machine) => {
      const [block] = machine.body.blocks("tracing_configuration");
      const isNotOn = block?.boolean("enabled") === false || block?.isSet("enabled") === "no";
      const isOff = block?.isCertain === true && isNotOn && !isCallersChoice(machine, "enabled", block);
      if (!isOff && !isLeftOut(machine, "tracing_configuration")) return [];
      return [
        {
          at: block ? block.place("enabled") : machine.body.place("tracing_configuration"),
          resource: machine.address,
          message: `Executions of ${machine} are not traced`,
          suggestions: traced(machine, stack, asOf),
          help: "Add tracing_configuration { enabled = true }, and allow the role the X-Ray actions",
        },
      ];
    });
  },
});

/**
 * What the role has to allow (AWS Step Functions developer guide, IAM policies for using X-Ray, 2026-11) is in a policy
 * of AWS.
 */
const POLICY = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess";

function traced(machine: Resource, stack: Stack, asOf: string): readonly Fix[] {
  const role = stack.roleNamed(machine.body.value("role_arn"));
  const mayTrace = role && grantsOf(role, "xray:PutTraceSegments", "*", asOf).length > 0;
  const attached = role && !mayTrace ? attach(role, POLICY, stack) : undefined;
  const tracing = setInBlock(machine.body, "tracing_configuration", "enabled", "true");
  return suggestionOf("Trace executions", tracing, ...(attached?.edits ?? []));
}
