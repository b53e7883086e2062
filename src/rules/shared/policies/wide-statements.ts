import { basename } from "node:path";
import {
  type ActionPattern,
  actionPatterns,
  type Breadth,
  breadthOf,
  canApply,
  limitsReach,
  type Narrowing,
  narrowingFor,
  type PolicySite,
  type Reach,
  type Role,
  type SiteStatement,
} from "../../../iam/index.ts";
import { dependsOn, type Stack } from "../../../lambda/index.ts";
import { configurationFileNames, encloses, type Place, type Resource } from "../../../terraform/index.ts";
import type { Fix, RuleContext, RuleFinding, Severity } from "../../rule.ts";
import { suggestionOf } from "../edits/fixes.ts";
import { splitStatement } from "../edits/policies/split-statement.ts";
import { setString } from "../edits/policies/strings.ts";
import { isThereFor } from "../edits/references.ts";
import { granteeOf, severityAt } from "./statement-severity.ts";

/** A statement of an identity policy whose resources are too wide, and what they can be narrowed to. */
export interface WideStatement extends SiteStatement {
  readonly breadth: Breadth;
  readonly narrowing: Narrowing;
  /** Resources that the statement is hardly meant for. */
  readonly leftOut: readonly Resource[];
  /** Whether conditions limit it nonetheless; "unknown" if not all of them can be read. */
  readonly isLimited: "yes" | "no" | "unknown";
}

/** The statements of identity policies that are too wide in one of these ways. */
export function wideStatements({ stack, asOf }: RuleContext, ...reaches: readonly Reach[]): readonly WideStatement[] {
  return stack.policyStatements.flatMap((each) => {
    const { site, statement } = each;
    const breadth = site.attachment === "identity" ? breadthOf(statement) : undefined;
    if (!breadth || !reaches.includes(breadth.reach) || isAccountsLogging(breadth, site.roles)) return [];
    const leftOut = ownResources(site, stack);
    const narrowing = narrowingFor(breadth.actions, site.holder.module, leftOut);
    return [{ ...each, breadth, narrowing, leftOut, isLimited: limitsReach(statement, asOf) }];
  });
}

/** Whether no condition limits a statement; one that cannot be read counts as a limit. */
export function isUnlimited({ isLimited }: WideStatement): boolean {
  return isLimited === "no";
}

/** A finding at the resource that is too wide, a level lower if the policy is known not to be a function's. */
export function wideFinding(
  wide: WideStatement,
  stack: Stack,
  severity: Severity,
  { may, help }: { readonly may: string; readonly help: string },
): RuleFinding {
  return {
    at: wide.breadth.element.place,
    severity: severityAt(severity, wide, stack),
    resource: wide.site.holder.address,
    message: `${granteeOf(wide)} may ${may}`,
    help: `${help}${wayInto(wide)}`,
    ...narrowingEdits(wide),
  };
}

/** The fix, if it is certain, or suggestions. */
function narrowingEdits(wide: WideStatement): Pick<RuleFinding, "fix" | "suggestions"> {
  const fix = narrowingFix(wide);
  return fix ? { fix } : { suggestions: narrowingSuggestion(wide) };
}

/** More resources than this cannot all be meant. */
const MAX_SUGGESTED = 4;

/**
 * Suggests everything in the module for the actions, in a separate statement if other actions have to stay as they are.
 */
function narrowingSuggestion(wide: WideStatement): readonly Fix[] {
  const { statement, breadth } = wide;
  const { patterns, others, needingStar, element } = breadth;
  const all = [...patterns, ...others];
  const together = narrowingOf(wide, all);
  const [moved, narrowing] = isNamable(together) ? [all, together] : [patterns, narrowingOf(wide, patterns)];
  if (!isNamable(narrowing) || sendsMail(wide) || mayBeCycle(wide, narrowing) || mayBeMissing(wide, narrowing))
    return [];
  if (isAllowedBeside(wide, moved, narrowing)) return [];
  const { expressions } = narrowing;
  const targets = expressions.join(", ");
  if (moved.length === all.length && needingStar.length === 0) {
    const edit = setString(statement, "resources", element, ...expressions);
    return isForAllThere(wide, all) ? suggestionOf(`Limit the resource to ${targets}`, edit) : [];
  }
  const edits = splitStatement(wide, moved, expressions);
  return edits ? suggestionOf(`Allow ${listed(moved)} only on ${targets}`, ...edits) : [];
}

function narrowingOf({ site, leftOut }: WideStatement, patterns: readonly ActionPattern[]): Narrowing | undefined {
  // the other actions that a wildcard stands for may be needed on anything
  const isEachKnown = patterns.every(({ kind }) => kind === "one");
  const actions = patterns.flatMap((pattern) => pattern.actions);
  return isEachKnown ? narrowingFor(actions, site.holder.module, leftOut) : undefined;
}

function isNamable(narrowing: Narrowing | undefined): narrowing is Narrowing {
  return narrowing?.isCovered === true && narrowing.expressions.length <= MAX_SUGGESTED;
}

/**
 * Whether another statement of the document allows the same on these resources, so that everything is meant for others.
 */
function isAllowedBeside(
  { site, statement }: WideStatement,
  patterns: readonly ActionPattern[],
  { expressions }: Narrowing,
) {
  return (site.document?.statements ?? []).some((other) => {
    if (other === statement || other.effect !== "Allow") return false;
    const named = new Set(other.resources.values.map(({ place }) => place.file.written(place)));
    const allowed = new Set(actionPatterns(other).map(({ text }) => text.toLowerCase()));
    return (
      expressions.every((expression) => named.has(expression)) &&
      patterns.every(({ text }) => allowed.has(text.toLowerCase()))
    );
  });
}

/** A message is sent from an identity of the account, and in the sandbox to other verified identities, too. */
function sendsMail({ breadth }: WideStatement): boolean {
  return breadth.actions.some(({ service }) => service === "ses");
}

/**
 * Whether a resource to be named waits for the policy, as functions often do, so that the policy cannot refer to it.
 */
function mayBeCycle({ site }: WideStatement, { resources }: Narrowing): boolean {
  return resources.some((resource) => dependsOn(resource, site.holder) !== "no");
}

/** Whether a resource to be named may not exist where the statement does. */
function mayBeMissing({ site, statement }: WideStatement, { resources }: Narrowing): boolean {
  const writers = [site.holder, ...(site.document?.sources ?? [])];
  const writer = writers.find(({ body }) => encloses(body.whole, statement.place)) ?? site.holder;
  return !resources.every((resource) => isThereFor(resource, writer));
}

/** How a reference can be used in a policy in a separate file, as the end of a sentence. */
function wayInto({ breadth, narrowing }: WideStatement): string {
  const isOwnFile = configurationFileNames([basename(breadth.element.place.file.path)]).length === 0;
  return isOwnFile && narrowing.expressions.length > 0 ? ", which templatefile can pass to this file" : "";
}

/**
 * Services that write the logs of everything they run in an account with one role, into groups whose names they choose.
 */
const ACCOUNT_LOGGERS: ReadonlySet<string> = new Set(["apigateway.amazonaws.com", "appsync.amazonaws.com"]);

/**
 * Whether this is the logging of such a service, for which AWS's own policies (AmazonAPIGatewayPushToCloudWatchLogs,
 * AWSAppSyncPushToCloudWatchLogs) also name every group.
 */
function isAccountsLogging({ actions }: Breadth, roles: readonly Role[]): boolean {
  const services = roles.flatMap((role) => role.trustedServices);
  return (
    services.length > 0 &&
    services.every((service) => ACCOUNT_LOGGERS.has(service)) &&
    actions.every(({ service }) => service === "logs")
  );
}

/**
 * What a policy is hardly meant for: the role that has it, what it is attached to, the only function with that role,
 * and log groups here if functions at the edge have it.
 */
export function ownResources({ roles, holder }: PolicySite, stack: Stack): readonly Resource[] {
  return [...roles.map(({ resource }) => resource), holder, ...onlyUserOf(roles, stack), ...notAtEdge(roles, holder)];
}

/**
 * Replicas of a function at the edge write logs in the regions where they run (CloudFront developer guide, Edge
 * function logs, 2026-11).
 */
function notAtEdge(roles: readonly Role[], { module }: Resource): readonly Resource[] {
  const isForEdge = roles.some((role) => role.isTrustedBy("edgelambda.amazonaws.com"));
  return isForEdge ? module.resourcesOf("aws_cloudwatch_log_group") : [];
}

/** The only function that runs as one of the roles: what it may call is hardly itself. */
function onlyUserOf(roles: readonly Role[], stack: Stack): readonly Resource[] {
  const users = roles.flatMap((role) => stack.functionsOf(role)).map(({ resource }) => resource);
  return users.length === 1 ? users : [];
}

/** How many actions a message lists before it counts the rest. */
const MAX_NAMED = 4;

/** `s3:GetObject, s3:PutObject and 3 more` */
export function listed(texts: readonly { readonly text: string }[]): string {
  const names = [...new Set(texts.map(({ text }) => text))];
  if (names.length <= MAX_NAMED) return names.join(", ");
  return `${names.slice(0, MAX_NAMED).join(", ")} and ${names.length - MAX_NAMED} more`;
}

/** What to write as the resource: `aws_sqs_queue.jobs.arn`, or an ARN with names to fill in. */
export function targetOf({ expressions, forms, services, isUnambiguous }: Narrowing): string {
  if (services.length > 1 && !isUnambiguous) return targetsOf(services);
  if (expressions.length === 0) return forms.slice(0, 3).join(" and ");
  if (isUnambiguous && expressions.length > 1) return `[${expressions.join(", ")}]`;
  return expressions.slice(0, 3).join(" or ");
}

/** The roles that a resource of a statement matches, in words: all below a path, or all of the account. */
export function anyRole({ breadth }: WideStatement): string {
  return /^\*+$/.test(breadth.text) ? "any role" : "any role of the account";
}

/**
 * Something of each service: limiting a statement to resources of one service would revoke the actions of the other.
 */
function targetsOf(services: Narrowing["services"]): string {
  const named = services
    .slice(0, MAX_NAMED)
    .map(({ expressions, forms }) => expressions.slice(0, 2).join(" or ") || forms.slice(0, 1).join());
  const rest = services.length > MAX_NAMED ? ["the resources of the other services"] : [];
  // one resource can belong to two services, such as a cluster with its own API and Kafka's
  return [...new Set([...named, ...rest])].filter((text) => text !== "").join(", and ");
}

/**
 * Replaces a resource that is too wide by the module's resources, if each action has only one that it can be meant for,
 * and the resource is written out in the policy itself.
 */
export function narrowingFix(wide: WideStatement): Fix | undefined {
  const { site, statement, breadth, narrowing } = wide;
  const { element, patterns, others, needingStar } = breadth;
  const { expressions, isUnambiguous, resources } = narrowing;
  // dependencies on a policy are not always visible: no policy is made to refer to a function without asking
  const isUnsafe = site.holder.type === "aws_iam_role" || resources.some(({ type }) => type.startsWith("aws_lambda_"));
  const isWhole = patterns.every((pattern) => pattern.actions.every((action) => breadth.actions.includes(action)));
  const isMixed = others.length > 0 || needingStar.length > 0 || !isWhole || !isForAllThere(wide, patterns);
  const isHere = isWrittenHere(statement, element.place) && !mayBeMissing(wide, narrowing);
  // roles to assume are often those of other accounts
  const mayBeElsewhere = sendsMail(wide) || breadth.actions.some(({ service }) => service === "sts");
  if (!isUnambiguous || isMixed || mayBeElsewhere || isUnsafe || !isHere) return undefined;
  if (isAllowedBeside(wide, patterns, narrowing)) return undefined;
  const newText = replacement(wide);
  if (newText === undefined) return undefined;
  return {
    title: `Limit the resource to ${expressions.join(", ")}`,
    edits: [{ place: element.place, newText }],
  };
}

/** The new text for a string, or within a string of a JSON text; undefined if neither is there. */
function replacement({ statement, breadth, narrowing: { expressions } }: WideStatement): string | undefined {
  const { place } = breadth.element;
  const { file } = place;
  const [first = "", ...more] = expressions;
  if (PLAIN_STRING.test(file.slice(place))) {
    const isInList = statement.resources.values.length > 1 || file.text[statement.resources.place?.start ?? -1] === "[";
    return more.length > 0 && !isInList ? `[${expressions.join(", ")}]` : expressions.join(", ");
  }
  const isInText = file.text[place.start - 1] === '"' && file.slice(place) === breadth.text;
  if (!isInText || more.length > 0) return undefined;
  return first.startsWith('"') ? first.slice(1, -1) : `\${${first}}`;
}

/** Whether nothing is lost by it: neither other actions of a pattern, nor another action on the same resources. */
function isForAllThere({ statement, breadth: { text } }: WideStatement, patterns: readonly ActionPattern[]): boolean {
  const others = actionPatterns(statement).filter((pattern) => !patterns.some((own) => own.text === pattern.text));
  return !others.some((other) => other.actions.some((action) => canApply(action, text)));
}

/** Whether an element is written in its statement itself, and not in a shared local value or file. */
function isWrittenHere({ form, place, resources }: SiteStatement["statement"], element: Place): boolean {
  const scope = form === "block" ? resources.place : place;
  return scope !== undefined && encloses(scope, element) && element.file.path.endsWith(".tf");
}

/** A string literal without interpolations. */
const PLAIN_STRING = /^"[^"\\$%]*"$/;

/** What else in the statement should be limited, as the end of a sentence. */
export function apartFrom({ breadth: { others, needingStar } }: WideStatement): string {
  if (needingStar.length > 0) return `, in a separate statement from ${listed(needingStar)}`;
  return others.length > 0 ? `, and ${listed(others)} to ${others.length === 1 ? "its" : "their"} own resources` : "";
}
