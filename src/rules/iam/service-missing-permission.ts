import { ANYTHING, anyArnOf, arnText, grantsOn, type Role } from "../../iam/index.ts";
import type { Stack } from "../../lambda/index.ts";
import { attributeOwner, referredOfType, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleContext, type RuleFinding } from "../rule.ts";
import { allow } from "../shared/edits/policies/allow.ts";
import { resourceExpression } from "../shared/edits/policies/resource-expression.ts";
import { ASSUMING_SERVICES } from "../shared/policies/assuming-services.ts";
import { isLeftToCallers } from "../shared/policies/left-to-callers.ts";
import { actionsInVain } from "../shared/policies/misplaced-actions.ts";
import { type RoleUse, roleUses } from "../shared/policies/role-uses.ts";

const example = (action: string) => `resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_iam_role" "rule" {
  name = "rule"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "iot.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "rule" {
  role = aws_iam_role.rule.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "${action}", Resource = aws_sqs_queue.orders.arn }]
  })
}

resource "aws_iot_topic_rule" "orders" {
  name        = "orders"
  enabled     = true
  sql         = "SELECT * FROM 'orders'"
  sql_version = "2016-03-23"

  sqs {
    queue_url  = aws_sqs_queue.orders.url
    role_arn   = aws_iam_role.rule.arn
    use_base64 = false
  }
}`;

export default defineRule({
  summary: "A service uses a role that does not allow what the service does",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon EventBridge user guide, Permissions for EventBridge Pipes and IAM roles for targets; AWS IoT Core developer guide, Granting an AWS IoT rule the access it requires; Amazon Data Firehose developer guide, Controlling access (2026-11)",
  why: `A pipe, a rule, a schedule, a stream or an API reads, sends and calls with the role it is given. What the role does not
allow fails each time, mostly silently; a pipe is not even created.`,
  ignoreWhen: "The permission is granted from elsewhere: another stack, or a policy of the target itself.",
  bad: example("sqs:ReceiveMessage"),
  good: example("sqs:SendMessage"),
  check(context) {
    return roleUses(context.stack).flatMap((use) => findingFor(use, context));
  },
});

function findingFor(use: RoleUse, { stack, asOf }: RuleContext): RuleFinding[] {
  const { resource, at, written } = use;
  const role = stack.roleNamed(use.role);
  const target = targetOf(use, stack);
  // an unknown part of a role may be just what is needed
  if (!role || !target || !stack.knowsAllPoliciesOf(role)) return [];
  if (target.value && stack.hasResourcePolicy(target.value)) return [];
  // iam/role-not-assumable reports a role that is not for the service at all
  const service = ASSUMING_SERVICES.get(resource.type)?.get(use.argument);
  if (service !== undefined && role.refuses(service)) return [];
  // iam/resource-mismatch reports what is allowed on resources that it does not work on
  const inVain = actionsInVain(stack).get(role);
  const missing = missingActions(role, target, use, asOf).filter((action) => !inVain?.has(action.toLowerCase()));
  if (missing.length === 0 || isLeftToCallers(role)) return [];
  // an API's URI contains the function's ARN
  const [fn] = use.named === undefined ? stack.functionsNamed(use.target) : [];
  return [
    {
      at,
      resource: resource.address,
      severity: use.isForErrors ? "warning" : undefined,
      message: `${role} does not allow ${missing.join(", ")} on ${fn ?? written.file.written(written)}, as ${resource} needs`,
      help: `Allow ${missing.join(", ")} in a policy of ${role}`,
      related: [{ at: role.resource.body.place(), message: "the role" }],
      suggestions: suggestionsFor(role, missing, target, use, stack),
    },
  ];
}

/** What is read or sent to: its ARN, as a pattern, and the value if it is known which one it is. */
interface Target {
  readonly arn: string;
  readonly value: Value | undefined;
}

/** Undefined if nothing is known of it. */
function targetOf({ target: value, named }: RoleUse, stack: Stack): Target | undefined {
  if (named !== undefined) return namedTarget(value, named);
  if (value.kind === "choice") return undefined;
  const [fn, ...others] = stack.functionsNamed(value);
  if (!fn || others.length > 0) return { arn: arnText(value), value };
  const own = (referredOfType(value, "aws_lambda_alias") ?? fn.resource).attribute("arn", value.place);
  return { arn: arnText(own), value: own };
}

/** A resource that is referred to by its name; any of its type if the name alone is known, or not even that. */
function namedTarget(name: Value, type: string): Target | undefined {
  const value = referredOfType(name, type)?.attribute("arn", name.place);
  const arn = value ? arnText(value) : anyArnOf(type);
  return arn === undefined ? undefined : { arn, value };
}

/** The actions that the first way lacks, if no way is complete. */
function missingActions(
  role: Role,
  { arn, value }: Target,
  { ways: waysOf, isAnyVersion }: RoleUse,
  asOf: string,
): readonly string[] {
  const service = /^arn:[^:]*:([a-z0-9]+):/.exec(arn)?.[1];
  const ways = service !== undefined && Object.hasOwn(waysOf, service) ? (waysOf[service] ?? []) : [];
  const owner = value && attributeOwner(value);
  const pattern = arn + within(service, isAnyVersion, ANYTHING);
  const lacks = ways.map((actions) =>
    actions.filter((action) => grantsOn(role, action, { pattern, resource: owner }, asOf).length === 0),
  );
  return lacks.some((lack) => lack.length === 0) ? [] : (lacks[0] ?? []);
}

function suggestionsFor(
  role: Role,
  actions: readonly string[],
  { arn, value }: Target,
  { written, isAnyVersion }: RoleUse,
  stack: Stack,
): readonly Fix[] {
  if (!value) return [];
  const rest = within(arn.split(":")[2], isAnyVersion, ":*");
  const resource = resourceExpression(value, written, role.resource.module, rest);
  const fix = resource === undefined ? undefined : allow(role, { actions, resources: [resource] }, stack);
  return fix ? [fix] : [];
}

/** What follows the ARN of a target in that of what the actions work on: objects, log streams, versions. */
function within(service: string | undefined, isAnyVersion: boolean, version: string): string {
  if (service === "s3") return "/*";
  if (service === "logs") return ":*";
  return isAnyVersion ? version : "";
}
