import { arnText } from "../../iam/index.ts";
import { type BlockValue, isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { writtenAs } from "../shared/edits/references.ts";
import { isJson } from "../shared/triggers/is-json.ts";

/** The arguments for the event with which a function is called. */
const INPUTS: readonly (readonly [type: string, ...path: string[]])[] = [
  ["aws_cloudwatch_event_target"],
  ["aws_lambda_invocation"],
  ["aws_scheduler_schedule", "target"],
];

const example = (input: string) => `resource "aws_cloudwatch_event_target" "report" {
  rule  = "nightly"
  arn   = "arn:aws:lambda:eu-west-1:111122223333:function:report"
  input = ${input}
}`;

export default defineRule({
  summary: "The event with which a function is called is not JSON",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon EventBridge API reference, Target: Input; AWS Lambda API reference, Invoke: Payload (2026-11)",
  why: `EventBridge refuses the target, the provider refuses the invocation, and Lambda cannot parse what Scheduler sends: the
function is never called.`,
  bad: example(`"{ kind: 'daily' }"`),
  good: example('jsonencode({ kind = "daily" })'),
  check({ stack }) {
    return INPUTS.flatMap(([type, ...path]) =>
      stack
        .resources(type)
        .flatMap((resource) => blocksAt(resource.body, path).flatMap((block) => invalid(resource, block))),
    );
  },
});

function invalid(resource: Resource, block: BlockValue): RuleFinding[] {
  const text = block.string("input");
  if (text === undefined || text === "" || isJson(text) || isCallersChoice(resource, "input", block)) return [];
  // for other targets Scheduler accepts any text, and it replaces expressions in angle brackets itself
  if (resource.type === "aws_scheduler_schedule" && !isForFunction(block, text)) return [];
  return [
    {
      at: block.place("input"),
      resource: resource.address,
      message: `The input of ${resource} is not JSON`,
      suggestions: asJsonText(block, text),
      help: "Write it with jsonencode({ … })",
    },
  ];
}

function isForFunction(target: BlockValue, text: string): boolean {
  return /^arn:[^:]*:lambda:/.test(arnText(target.value("arn"))) && !text.includes("<aws.scheduler.");
}

/** A text that is meant as a string becomes a JSON string. */
function asJsonText(block: BlockValue, text: string): readonly Fix[] {
  const written = writtenAs(block, "input");
  return /^".*"$/.test(written) && !/[{[<]/.test(text)
    ? suggestionOf("Pass it as text", setArgument(block, "input", `jsonencode(${written})`))
    : [];
}
