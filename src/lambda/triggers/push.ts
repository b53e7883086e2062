import { grouped } from "../../grouped.ts";
import { oncePer } from "../../once-per.ts";
import { allReferences, alternatives, type Presence, type Resource, stringOf } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import { isHandedToModules } from "../handed-on.ts";
import { isSameQualifier } from "../qualifier.ts";
import type { FunctionTrigger, Stack } from "../stack.ts";
import { invokedQualifier } from "./invoked-qualifier.ts";
import type { Permission } from "./permission.ts";
import { PermissionIndex } from "./permission-index.ts";
import { isOtherSource } from "./source-match.ts";
import type { TriggerKind } from "./trigger.ts";

/**
 * The principals of the services that call a function themselves, for which its policy must allow it. AWS Lambda
 * developer guide, "Invoking Lambda with events from other AWS services"; AWS AppSync developer guide, "AWS Lambda
 * authorization"; Amazon Bedrock user guide, "Resource-based policy to allow Amazon Bedrock to invoke an action group
 * Lambda function"; Amazon CloudWatch user guide, "Invoke a Lambda function from an alarm"; AWS Transfer Family user
 * guide, "Using AWS Lambda to integrate your identity provider" (2026-11).
 */
const PRINCIPALS: ReadonlyMap<TriggerKind, string> = new Map([
  ["s3", "s3.amazonaws.com"],
  ["sns", "sns.amazonaws.com"],
  ["event-rule", "events.amazonaws.com"],
  ["rest-api", "apigateway.amazonaws.com"],
  ["http-api", "apigateway.amazonaws.com"],
  ["load-balancer", "elasticloadbalancing.amazonaws.com"],
  ["logs", "logs.amazonaws.com"],
  ["cognito", "cognito-idp.amazonaws.com"],
  ["iot", "iot.amazonaws.com"],
  ["ses", "ses.amazonaws.com"],
  ["config", "config.amazonaws.com"],
  ["secret-rotation", "secretsmanager.amazonaws.com"],
  ["appsync-authorizer", "appsync.amazonaws.com"],
  ["agent", "bedrock.amazonaws.com"],
  ["alarm", "lambda.alarms.cloudwatch.amazonaws.com"],
  ["file-transfer", "transfer.amazonaws.com"],
]);

/** Arguments that name a role for the service to call with, which makes a permission on the function unnecessary. */
const ROLE_ARGUMENTS = [
  "credentials",
  "credentials_arn",
  "authorizer_credentials",
  "authorizer_credentials_arn",
  "role_arn",
];

/** A trigger whose service calls the function itself, and the principal with which it does. */
export interface PushTrigger extends FunctionTrigger {
  readonly principal: string;
}

/** Every trigger of a stack that needs a permission on exactly one function declared here. */
export const pushTriggers = oncePer((stack: Stack): readonly PushTrigger[] =>
  stack.triggers.flatMap((trigger) => {
    const principal = PRINCIPALS.get(trigger.kind);
    const { connection, block, target } = trigger;
    if (principal === undefined || connection.type === "aws_lambda_permission") return [];
    if (alternatives(target).length !== 1 || stack.functionsNamed(target).length !== 1) return [];
    if (ROLE_ARGUMENTS.some((argument) => block.isSet(argument) !== "no")) return [];
    if (trigger.kind === "sns" && block.string("protocol") !== "lambda") return [];
    return [{ ...trigger, principal }];
  }),
);

/** The triggers that a permission may be for, judging by the caller and the target. */
export function pushTriggersFor(permission: Permission, stack: Stack): readonly PushTrigger[] {
  const triggers = byPermission(stack).get(permission.resource) ?? [];
  return triggers.filter(({ principal }) => principal === permission.principal);
}

const byPermission = oncePer((stack: Stack) => grouped(pushTriggers(stack), (trigger) => trigger.function.permissions));

/** How a permission fits a trigger: true, false, or undefined if not known. */
export interface Fit {
  readonly permission: Permission;
  readonly principal: boolean | undefined;
  readonly source: boolean | undefined;
  readonly qualifier: boolean | undefined;
}

/** How permissions fit a trigger, leaving out those for another caller or another source, in their order. */
export function fitsOf(trigger: PushTrigger, stack: Stack): readonly Fit[] {
  const indexes = permissionIndexes(stack);
  const index = indexes.get(trigger.function) ?? new PermissionIndex(stack.permissionsOf(trigger.function));
  indexes.set(trigger.function, index);
  return index
    .candidates(trigger.principal, trigger.source)
    .map((permission) => fitOf(permission, trigger))
    .filter(({ principal, source }) => principal !== false && source !== false);
}

const permissionIndexes = oncePer((_stack: Stack) => new Map<LambdaFunction, PermissionIndex>());

/** The triggers with the caller and target of a permission whose sources may be the permission's. */
export function triggersOf(permission: Permission, stack: Stack): readonly TriggerFit[] {
  return triggerFits(stack).get(permission) ?? [];
}

interface TriggerFit {
  readonly trigger: PushTrigger;
  readonly fit: Fit;
}

const triggerFits = oncePer((stack: Stack): ReadonlyMap<Permission, readonly TriggerFit[]> => {
  const fits = pushTriggers(stack).flatMap((trigger) => fitsOf(trigger, stack).map((fit) => ({ trigger, fit })));
  const ofPrincipal = fits.filter(({ trigger, fit }) => fit.permission.principal === trigger.principal);
  return grouped(ofPrincipal, ({ fit }) => [fit.permission]);
});

function fitOf(permission: Permission, trigger: PushTrigger): Fit {
  const { principal } = permission;
  return {
    permission,
    principal: principal === undefined ? undefined : principal === "*" || principal === trigger.principal,
    source: fitsSource(permission, trigger.source),
    qualifier: isSameQualifier(permission.qualifier, invokedQualifier(trigger)),
  };
}

/** False only if the permission is for something other than the trigger's source. */
function fitsSource({ body, resource, sourceArn }: Permission, source: Resource | undefined): boolean | undefined {
  if (body.isSet("source_arn") === "no") return true;
  if (!source) return undefined;
  if (allReferences(sourceArn).some((named) => named.resource === source)) return true;
  // a permission for the objects of a bucket is meant for the bucket
  const isOfObjects = source.type === "aws_s3_bucket" && /^arn:[^:]*:s3:::[^/]+\//.test(stringOf(sourceArn) ?? "");
  return !isOfObjects && isOtherSource(sourceArn, resource.module, source) ? false : undefined;
}

/**
 * Whether a function may have permissions that are not visible: a permission or policy for an unknown function, or a
 * module whose source is not available and that gets the function passed.
 */
export function mayHaveOtherPermissions(stack: Stack, fn: LambdaFunction): Presence {
  return hasUndecidedPermission(stack) || isHandedToModules(stack, fn) ? "unknown" : "no";
}

const hasUndecidedPermission = oncePer(
  (stack: Stack) =>
    stack.resources("aws_lambda_resource_policy").length > 0 ||
    stack.permissions.some(({ body }) => stack.mayNameAny(body.value("function_name"))),
);
