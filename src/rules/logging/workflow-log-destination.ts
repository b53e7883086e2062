import type { Stack } from "../../lambda/index.ts";
import {
  allReferences,
  type BlockValue,
  isCallersChoice,
  type Resource,
  stringOf,
  wholeReference,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { meantVersions } from "../shared/schema/meant-versions.ts";

const DESTINATION = "log_destination";

const example = (destination: string) => `resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/vendedlogs/states/orders"
  retention_in_days = 30
}

resource "aws_sfn_state_machine" "orders" {
  name       = "orders"
  role_arn   = "arn:aws:iam::111122223333:role/orders"
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })

  logging_configuration {
    level           = "ERROR"
    log_destination = ${destination}
  }
}`;

export default defineRule({
  summary: "A state machine's log destination is missing, or is one that Step Functions does not accept",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Step Functions API reference, LoggingConfiguration: destinations, level; CloudWatchLogsLogGroup: logGroupArn (2026-11)",
  why: `Step Functions requires the ARN of a log group with ":*" at the end, which the provider's attribute lacks, and a
destination for every level except OFF. Otherwise it refuses the state machine, after other resources have been created.`,
  bad: example("aws_cloudwatch_log_group.orders.arn"),
  good: example('"${aws_cloudwatch_log_group.orders.arn}:*"'),
  check({ stack }) {
    return stack.resources("aws_sfn_state_machine").flatMap((machine) =>
      machine.body.blocks("logging_configuration").flatMap((block): RuleFinding[] => {
        const isChosen = !block.value(DESTINATION).via && isCallersChoice(machine, DESTINATION, block);
        const problem = isChosen ? undefined : problemOf(machine, block, stack);
        return problem ? [{ at: block.place(DESTINATION), resource: machine.address, ...problem }] : [];
      }),
    );
  },
});

function problemOf(
  machine: Resource,
  block: BlockValue,
  stack: Stack,
): { readonly message: string; readonly help: string } | undefined {
  const level = isCallersChoice(machine, "level", block) ? undefined : block.string("level");
  if (block.isSet(DESTINATION) === "no")
    return level !== undefined && level !== "OFF" && block.isCertain
      ? {
          message: `${machine} logs at level ${level}, but has no ${DESTINATION}`,
          help: `Set ${DESTINATION} = "\${aws_cloudwatch_log_group.<name>.arn}:*"`,
        }
      : undefined;
  const value = block.value(DESTINATION);
  const text = stringOf(value);
  if (text !== undefined && !value.via)
    return /:\*$/.test(text) || text === ""
      ? undefined
      : {
          message: `The ${DESTINATION} of ${machine} does not end with :*`,
          help: `Write the ARN of a log group with ":*" at the end`,
        };
  // before version 3 of the provider, a group's ARN included the star
  if (meantVersions(machine.type, machine.module, stack.root).majors.length === 0) return undefined;
  const [reference] = allReferences(value);
  if (reference?.resource.type !== "aws_cloudwatch_log_group") return undefined;
  const isArn = reference.path[0] === "arn";
  const ending = value.kind === "template" ? value.parts.at(-1) : undefined;
  const isComplete =
    value.kind === "template" ? typeof ending !== "string" || ending.endsWith(":*") : !wholeReference(value, machine);
  if (isComplete) return undefined;
  return {
    message: `The ${DESTINATION} of ${machine} is ${isArn ? "the ARN of the log group, but does not end with :*" : `made of the ${reference.path[0]} of a log group, but must be its ARN with :* at the end`}`,
    help: `Use "\${${reference.resource}.arn}:*"`,
  };
}
