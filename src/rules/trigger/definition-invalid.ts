import { definitionProblems } from "../../lambda/index.ts";
import { isAlways } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { jsonArgument, problemFindings } from "../shared/triggers/json-argument.ts";

const STATE_MACHINE = (definition: string) => `resource "aws_sfn_state_machine" "orders" {
  name     = "orders"
  role_arn = "arn:aws:iam::111122223333:role/orders"
  definition = jsonencode({
    StartAt = "Charge"
    States = {
      Charge = {
        Type     = "Task"
        Resource = "arn:aws:lambda:eu-west-1:111122223333:function:charge"
        ${definition}
      }
    }
  })
}`;

export default defineRule({
  summary: "Step Functions does not accept a state machine's definition",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3601"] },
  source:
    "AWS Step Functions developer guide, Using Amazon States Language, Transforming data with JSONata; cfn-lint pull request 4643 for paths in Assign (2026-11)",
  why: `Step Functions refuses a definition that is not JSON, that refers to a state that does not exist, or that has a state which
is unreachable, has neither Next nor End, or has fields that its type or its query language does not take. The apply stops halfway. A path written as plain text is used as that text.`,
  bad: STATE_MACHINE('Next = "Ship"'),
  good: STATE_MACHINE("End = true"),
  check({ stack }) {
    return stack.resources("aws_sfn_state_machine").flatMap((machine) => {
      const { address, body } = machine;
      const { content, fault } = jsonArgument(body, "definition");
      const help = "Fix the definition; every state but Choice, Succeed and Fail has either Next or End = true";
      if (content) {
        const isExpress = isAlways(machine, "type", "EXPRESS");
        return problemFindings(definitionProblems(content, { isExpress }), address, help);
      }
      if (!fault) return [];
      const message = `The definition of ${address} is not JSON${fault.reason}`;
      return [{ at: fault.at, resource: address, message, help: "Write it with jsonencode({ … })" }];
    });
  },
});
