import { noArn } from "../../iam/index.ts";
import { type State, stateGroups } from "../../lambda/index.ts";
import { jsonContent, partPlace, type Resource, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { fixOf } from "../shared/edits/fixes.ts";
import { replaceAttribute } from "../shared/edits/values.ts";

/** Parameters that accept only ARNs. */
const ARNS = ["TopicArn", "StateMachineArn"];
const FUNCTIONS: ReadonlySet<string> = new Set(["aws_lambda_function", "aws_lambda_alias"]);

const example = (attribute: string) => `resource "aws_lambda_function" "charge" {
  function_name = "charge"
  role          = "arn:aws:iam::111122223333:role/charge"
}

resource "aws_sfn_state_machine" "orders" {
  name     = "orders"
  role_arn = "arn:aws:iam::111122223333:role/orders"
  definition = jsonencode({
    StartAt = "Charge"
    States = {
      Charge = {
        Type     = "Task"
        Resource = aws_lambda_function.charge.${attribute}
        End      = true
      }
    }
  })
}`;

export default defineRule({
  summary: "A task of a state machine names what it calls by an attribute that Step Functions does not accept",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Step Functions developer guide, Invoke an AWS Lambda function and the pages of SNS and SQS; Lambda API reference, Invoke: FunctionName; AWS provider 6.66.0, aws_lambda_function: invoke_arn (2026-11)",
  why: `The Resource of a task is an ARN. invoke_arn is API Gateway's path to the function, which nothing else accepts; a queue is
addressed by its URL, a topic by its ARN. Step Functions refuses the definition, or the task fails when it is first reached.`,
  bad: example("invoke_arn"),
  good: example("arn"),
  check({ stack }) {
    return stack.resources("aws_sfn_state_machine").flatMap((machine) => {
      const content = jsonContent(machine.body.value("definition"));
      const states = content ? stateGroups(content).flatMap((group) => group.states) : [];
      return states.flatMap((state) => ofState(state, machine));
    });
  },
});

function ofState({ name, type, place, content: { entries } }: State, machine: Resource): RuleFinding[] {
  if (type !== "Task") return [];
  const parameters = entries.get("Parameters") ?? entries.get("Arguments");
  const given = parameters?.kind === "object" ? parameters.entries : undefined;
  const found = (field: string, value: Value | undefined, isWrong: (value: Value) => boolean, right: string) => {
    if (!value?.via || !isWrong(value)) return [];
    const { resource, path } = value.via;
    // a known name is where the resource gets it
    const definition = machine.body.place("definition");
    const written = partPlace(definition, value.place);
    return [
      {
        at: written === definition ? partPlace(definition, place) : written,
        resource: machine.address,
        message: `${field} of the task "${name}" is ${path[0]} of ${resource}, but takes its ${right === "url" ? "URL" : "ARN"}`,
        help: `Use ${resource}.${right}`,
        fix: fixOf(`Use its ${right === "url" ? "URL" : "ARN"}`, replaceAttribute(value.place, right)),
      },
    ];
  };
  return [
    ...found("Resource", entries.get("Resource"), isNoArn, "arn"),
    ...found("FunctionName", given?.get("FunctionName"), isInvokeArn, "arn"),
    ...ARNS.flatMap((field) => found(field, given?.get(field), isNoArn, "arn")),
    ...found("QueueUrl", given?.get("QueueUrl"), isQueueWithoutUrl, "url"),
  ];
}

function isNoArn(value: Value): boolean {
  return noArn(value) !== undefined;
}

/** A function may also be called by its name, but not by API Gateway's invoke ARN. */
function isInvokeArn({ via }: Value): boolean {
  return via !== undefined && FUNCTIONS.has(via.resource.type) && /invoke_arn$/.test(String(via.path[0]));
}

function isQueueWithoutUrl({ via }: Value): boolean {
  return via?.resource.type === "aws_sqs_queue" && ["arn", "name"].includes(String(via.path[0]));
}
