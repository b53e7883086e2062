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
  summary: "A state machine's definition is not one that Step Functions accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3601"] },
  source: "AWS Step Functions developer guide, Using Amazon States Language (2026-11)",
  why: `Step Functions refuses a definition that is no JSON, goes on to a state that does not exist, has a state that nothing leads
to, or one that neither ends nor goes on. The apply stops half-way. Of a path that is written as a text it takes the text.`,
  bad: STATE_MACHINE('Next = "Ship"'),
  good: STATE_MACHINE("End = true"),
  check({ stack }) {
    return stack.resources("aws_sfn_state_machine").flatMap((machine) => {
      const { address, body } = machine;
      const { content, isBroken } = jsonArgument(body, "definition");
      const help = "Mend the definition; every state but Choice, Succeed and Fail has either Next or End = true";
      if (content) {
        const isExpress = isAlways(machine, "type", "EXPRESS");
        return problemFindings(definitionProblems(content, { isExpress }), address, help);
      }
      if (!isBroken) return [];
      const message = `The definition of ${address} is no JSON`;
      return [{ at: body.place("definition"), resource: address, message, help: "Write it with jsonencode({ … })" }];
    });
  },
});
