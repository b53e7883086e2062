import { type BlockValue, isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { EXACTLY_ONE } from "../shared/schema/exactly-one.ts";
import { NESTED_GROUPS } from "../shared/schema/nested-groups.ts";
import { ROUTE_DESTINATIONS, ROUTE_TARGETS } from "../shared/schema/route-arguments.ts";
import { valuedBlocks } from "../shared/schema/schema-values.ts";

/** Groups of which a resource may have one, beside those that the provider's documentation names for each argument. */
const GROUPS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  aws_cloudwatch_metric_alarm: [["statistic", "extended_statistic"]],
  aws_cloudwatch_event_target: [["input", "input_path", "input_transformer"]],
  aws_cognito_user_pool: [["alias_attributes", "username_attributes"]],
  aws_lambda_event_source_mapping: [["event_source_arn", "self_managed_event_source"]],
  aws_route: [ROUTE_TARGETS, ROUTE_DESTINATIONS],
  aws_secretsmanager_secret_version: [["secret_string", "secret_binary", "secret_string_wo"]],
  aws_security_group_rule: [
    ["cidr_blocks", "source_security_group_id"],
    ["ipv6_cidr_blocks", "source_security_group_id"],
  ],
  aws_sqs_queue: [["kms_master_key_id", "sqs_managed_sse_enabled"]],
  ...Object.fromEntries([...EXACTLY_ONE].map(([type, names]) => [type, [names]])),
};

/** Types with their own rule about arguments that exclude each other. */
const ELSEWHERE: ReadonlySet<string> = new Set(["aws_lambda_function"]);

export default defineRule({
  summary: "A resource has two arguments that exclude each other",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["aws_route_specified_multiple_targets"] },
  source:
    "AWS provider 6.66.0, documentation: arguments that conflict with each other; source of its resources: ConflictsWith and ExactlyOneOf (2026-11)",
  why: `Terraform stops with "Conflicting configuration arguments" at plan.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name        = "jobs"
  name_prefix = "jobs-"
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name_prefix = "jobs-"
}`,
  check({ stack }) {
    return valuedBlocks(stack).flatMap(({ resource, body, path, schema }) => {
      if (resource.mode !== "managed" || ELSEWHERE.has(resource.type)) return [];
      if (path.length > 0) {
        const groups = body.isCertain ? NESTED_GROUPS.get([resource.type, ...path].join(" ")) : undefined;
        return (groups ?? []).flatMap((group) => conflict(resource, body, group, `${path.at(-1)} of ${resource}`));
      }
      const documented = body.argumentNames.flatMap((name) =>
        schema.attribute(name).flatMap(({ conflictsWith }) => conflictsWith.map((other) => [name, other])),
      );
      return [...(GROUPS[resource.type] ?? []), ...documented].flatMap((group) =>
        conflict(resource, body, group, String(resource)),
      );
    });
  },
});

/** @param holder what has the arguments, for the message */
function conflict(resource: Resource, body: BlockValue, group: readonly string[], holder: string): RuleFinding[] {
  const [first, second] = group
    .filter((name) => isGiven(body, name) && !isCallersChoice(resource, name, body))
    .sort((one, other) => placeIn(body, one).start - placeIn(body, other).start);
  if (first === undefined || second === undefined) return [];
  return [
    {
      at: placeIn(body, second),
      resource: resource.address,
      message: `${holder} has both ${first} and ${second}, which exclude each other`,
      help: `Remove ${first} or ${second}`,
      suggestions: [second, first].flatMap((name) => removal(body, name)),
      related: [{ at: placeIn(body, first), message: `${first} is set here` }],
    },
  ];
}

/** Whether an argument surely has a value when Terraform plans, or a block is surely there. */
function isGiven(body: BlockValue, name: string): boolean {
  if (!body.isWritten(name)) return body.hasBlock(name) === "yes";
  const value = body.value(name);
  if (value.kind === "list") return value.elements.length > 0;
  return value.kind === "known" || value.kind === "template" || value.kind === "json";
}

function placeIn(body: BlockValue, name: string) {
  return body.isWritten(name) ? body.namePlace(name) : (body.block(name)?.place() ?? body.place());
}

function removal(body: BlockValue, name: string): readonly Fix[] {
  const [block, ...others] = body.blocks(name);
  const edit = body.isWritten(name)
    ? removeArgument(body, name)
    : block && others.length === 0
      ? removeBlock(block)
      : undefined;
  return suggestionOf(`Remove ${name}`, edit);
}
