import { type BlockValue, isCallersChoice, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { ALTERNATIVES, type Alternatives, type Cause, isGivenCause } from "../shared/schema/alternatives.ts";

export default defineRule({
  summary: "A resource has none of a group of arguments of which it needs one, or lacks one that another requires",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["aws_route_not_specified_target"] },
  source:
    'AWS provider 6.66.0, documentation, and the source of its resources; API references of Lambda (PublishLayerVersion), CloudWatch (PutMetricAlarm), EC2 (CreateNatGateway), Application Auto Scaling (PutScalingPolicy), EventBridge (CreateConnectionAuthRequestParameters), Firehose (CreateDeliveryStream) and Amazon Cognito (CreateUserPoolDomain); Amazon Cognito refuses a second factor without a means: "can\'t disable all MFAs with a required or optional configuration" (2026-11)',
  why: "Terraform stops at plan, or AWS refuses to create the resource.",
  bad: `resource "aws_cloudwatch_event_rule" "nightly" {
  name = "nightly"
}`,
  good: `resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "cron(0 3 * * ? *)"
}`,
  check({ stack }) {
    return ALTERNATIVES.flatMap(([type, alternatives]) =>
      stack.resources(type).flatMap((resource) => missing(resource, alternatives)),
    );
  },
});

function missing(resource: Resource, alternatives: Alternatives): RuleFinding[] {
  const { names, within, requiredBy, neededFor, isNeeded } = alternatives;
  if (isNeeded?.(resource) === false || (requiredBy !== undefined && !isGiven(resource, requiredBy))) return [];
  if (neededFor && !isGivenCause(resource, neededFor)) return [];
  const bodies = within === undefined ? [resource.body] : resource.body.blocks(within);
  return bodies
    .filter((body) => names.every((name) => isLeftOut(resource, name, body)))
    .map((body) => ({
      at: placeIn(resource, body, alternatives),
      resource: resource.address,
      message: messageOf(resource, alternatives),
      help: helpFor(resource, alternatives),
    }));
}

function placeIn({ body: own }: Resource, body: BlockValue, { requiredBy, neededFor }: Alternatives) {
  if (neededFor) return own.isWritten(neededFor.argument) ? own.place(neededFor.argument) : own.place();
  return requiredBy === undefined ? body.place() : body.namePlace(requiredBy);
}

function helpFor(resource: Resource, { names, neededFor }: Alternatives): string {
  const isDefault = neededFor?.isDefault === true && !resource.body.isWritten(neededFor.argument);
  const other = isDefault ? `, or set ${neededFor.argument} to the kind that is configured` : "";
  return `Set ${names.join(" or ")}${other}`;
}

function messageOf(resource: Resource, { names, called, within, requiredBy, neededFor }: Alternatives): string {
  const holder = within === undefined ? `${resource}` : `${within} of ${resource}`;
  if (requiredBy !== undefined) return `${holder} has ${requiredBy}, but no ${names.join(" or ")}`;
  if (neededFor) return `${holder} has no ${names.join(" or ")}, which ${causeOf(resource, neededFor)} requires`;
  if (called !== undefined || names.length === 1) return `${holder} has no ${called ?? names.join(" or ")}`;
  return `${holder} has neither ${names.join(" nor ")}`;
}

function causeOf({ body }: Resource, { argument, value }: Cause): string {
  const written = `${argument} = "${value}"`;
  return body.isWritten(argument) ? written : `the default ${written}`;
}

/** Whether an argument surely has a value, whoever calls the module. */
function isGiven(resource: Resource, name: string): boolean {
  return resource.body.isSet(name) === "yes" && !isCallersChoice(resource, name);
}
