import { grouped } from "../../grouped.ts";
import {
  fitsOf,
  invokedQualifier,
  mayBeSwitchedOn,
  mayHaveOtherPermissions,
  type PushTrigger,
  pushTriggers,
  type Stack,
  type TriggerKind,
} from "../../lambda/index.ts";
import { oncePer } from "../../once-per.ts";
import type { Resource } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { accountOf } from "../shared/edits/account.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { blockKey } from "../shared/edits/block-key.ts";
import { companion } from "../shared/edits/companion.ts";
import { addDependencies } from "../shared/edits/dependencies.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { qualifierLine } from "../shared/edits/qualifier.ts";
import { referenceTo } from "../shared/edits/references.ts";
import { type ApiCall, refusedCalls } from "../shared/triggers/api-calls.ts";
import { sourceArnOf } from "../shared/triggers/permission-source-arn.ts";
import { isMissedBy } from "../shared/triggers/route-permissions.ts";

const example = (permission: string) => `resource "aws_lambda_function" "report" {
  function_name = "report"
  role          = aws_iam_role.report.arn
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "rate(1 day)"
}

resource "aws_cloudwatch_event_target" "report" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = aws_lambda_function.report.arn
}${permission}`;

export default defineRule({
  summary: "A service that calls a function lacks the permission to do so",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Using resource-based policies for Lambda (2026-11)",
  why: `Services such as S3, SNS, EventBridge and API Gateway call a function by themselves, and Lambda refuses the call unless the
function's policy allows it. Some refuse the configuration at once; others accept it, and then no event ever arrives.`,
  ignoreWhen: "The permission is granted by another stack or by hand.",
  bad: example(""),
  good: example(`

resource "aws_lambda_permission" "nightly" {
  function_name = aws_lambda_function.report.function_name
  action        = "lambda:InvokeFunction"
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.nightly.arn
}`),
  check({ stack }) {
    const told = new Map<Resource, Set<Resource>>();
    return pushTriggers(stack).flatMap((trigger) => {
      const fn = trigger.function;
      // trigger/permission-mismatch reports a permission for the wrong qualifier
      const isCovered = fitsOf(trigger, stack).some(({ permission }) => permission.mayInvoke);
      const refused = isCovered ? refusedCalls(trigger, stack) : [];
      if ((isCovered && refused.length === 0) || mayHaveOtherPermissions(stack, fn) !== "no") return [];
      if (mayBeSwitchedOn(stack, "aws_lambda_permission", fn.resource)) return [];
      if (isCovered) return ofCalls(trigger, refused, stack);
      if (isSilent(trigger)) return [];
      // several hooks of a user pool that call one function need one permission
      const callees = told.get(trigger.connection) ?? new Set();
      if (callees.has(fn.resource)) return [];
      told.set(trigger.connection, callees.add(fn.resource));
      return [ofTrigger(trigger, stack)];
    });
  },
});

/** Whether it is an alarm that takes none of its actions, which logging/alarm-without-actions reports. */
function isSilent({ kind, block }: PushTrigger): boolean {
  return kind === "alarm" && block.boolean("actions_enabled") === false;
}

function ofTrigger(trigger: PushTrigger, stack: Stack): RuleFinding {
  const { connection, block, argument, function: fn, principal } = trigger;
  const arn = sourceArnOf(trigger, connection);
  const detail = arn ? `, with source_arn = ${arn}` : "";
  const others = stack.permissionsOf(fn).filter((permission) => permission.principal === principal);
  return {
    at: block.place(argument),
    resource: connection.address,
    message: `${connection} makes ${principal} call ${fn}, but no aws_lambda_permission allows that`,
    help: `Add an aws_lambda_permission for ${fn} with principal = "${principal}"${detail}`,
    suggestions: withPermission(trigger, stack),
    related: others
      .slice(0, 3)
      .map((permission) => ({ at: permission.place("source_arn"), message: "this one is for another source" })),
  };
}

/** Methods and paths without a permission, although there is one for others of the API. */
function ofCalls(trigger: PushTrigger, refused: readonly ApiCall[], stack: Stack): RuleFinding[] {
  const { connection, function: fn, source } = trigger;
  if (isMissedBy(trigger, stack)) return [];
  return refused.map(({ declared, shown }) => ({
    at: declared.body.place(declared.body.isWritten("route_key") ? "route_key" : "http_method"),
    resource: declared.address,
    message: `${shown} calls ${fn} through ${connection}, but the permissions for ${source} are for other calls`,
    help: "Give the permission a source_arn that covers it, for example with /*/* after the execution ARN",
    suggestions: forEveryRoute(trigger, stack),
    related: fitsOf(trigger, stack)
      .slice(0, 3)
      .map(({ permission }) => ({ at: permission.place("source_arn"), message: "what is allowed" })),
  }));
}

/**
 * Sources that refuse a function which they may not call yet, and can wait for a permission that does not refer to
 * them.
 */
const WAITING: ReadonlySet<TriggerKind> = new Set(["s3", "load-balancer", "logs", "secret-rotation"]);

function withPermission(trigger: PushTrigger, stack: Stack): readonly Fix[] {
  const { connection, kind, source, function: fn, principal } = trigger;
  const content = permissionFor(trigger);
  if (content === undefined || !isForEveryInstance(trigger, content, stack)) return [];
  // the ARN of a bucket names no account
  const account = kind === "s3" ? accountOf(connection) : undefined;
  const lines = account ? `${content}\nsource_account = ${account.id}` : content;
  const permission = companion(connection, "aws_lambda_permission", lines);
  if (!permission) return [];
  const order =
    WAITING.has(kind) && source !== connection ? [addDependencies(connection.body, [permission.address])] : [];
  return suggestionOf(`Allow ${principal} to call ${fn}`, permission.edit, ...(account?.edits ?? []), ...order);
}

/**
 * Whether each instance of a connection's block needs it: they may call different functions, or for different sources.
 */
function isForEveryInstance({ connection }: PushTrigger, content: string, stack: Stack): boolean {
  const ofBlock = triggersByBlock(stack).get(blockKey(connection)) ?? [];
  const having = new Set(ofBlock.filter((one) => permissionFor(one) === content).map((one) => one.connection));
  return ofBlock.every((one) => having.has(one.connection));
}

const triggersByBlock = oncePer((stack: Stack) =>
  grouped(pushTriggers(stack), ({ connection }) => [blockKey(connection)]),
);

/** The content of a permission for a trigger, as a companion of its connection. */
function permissionFor(trigger: PushTrigger): string | undefined {
  const { connection, function: fn, principal } = trigger;
  const name = referenceTo(fn.resource, connection);
  const qualifier = qualifierLine(invokedQualifier(trigger), connection);
  const arn = sourceArnOf(trigger, connection);
  if (name === undefined || qualifier === undefined || arn === undefined) return undefined;
  return `function_name = ${name}.function_name
${qualifier}action = "lambda:InvokeFunction"
principal = "${principal}"
source_arn = ${arn}`;
}

function forEveryRoute(trigger: PushTrigger, stack: Stack): readonly Fix[] {
  const [fit, ...others] = fitsOf(trigger, stack);
  const arn = fit && others.length === 0 ? sourceArnOf(trigger, fit.permission.resource) : undefined;
  if (!fit || arn === undefined) return [];
  return suggestionOf(`Make ${fit.permission} cover every call`, setArgument(fit.permission.body, "source_arn", arn));
}
