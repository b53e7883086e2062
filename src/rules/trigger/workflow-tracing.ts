import { isCallersChoice, isLeftOut } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

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
  why: "Without a trace of the workflow, those of the functions that it calls lie side by side, and nothing says which belong together.",
  bad: example(""),
  good: example("\n  tracing_configuration {\n    enabled = true\n  }\n"),
  check({ stack }) {
    return stack.resources("aws_sfn_state_machine").flatMap((machine) => {
      const [block] = machine.body.blocks("tracing_configuration");
      const isNotOn = block?.boolean("enabled") === false || block?.isSet("enabled") === "no";
      const isOff = block?.isCertain === true && isNotOn && !isCallersChoice(machine, "enabled", block);
      if (!isOff && !isLeftOut(machine, "tracing_configuration")) return [];
      return [
        {
          at: block ? block.place("enabled") : machine.body.place(),
          resource: machine.address,
          message: `Executions of ${machine} are not traced`,
          help: "Add tracing_configuration { enabled = true }, and allow the role the actions of X-Ray",
        },
      ];
    });
  },
});
