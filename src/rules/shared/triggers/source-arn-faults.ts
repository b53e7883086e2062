import { triggerSourceOfType, triggerSourcesOfPrincipal } from "../../../aws/principals.ts";
import { ANYTHING, arnText } from "../../../iam/index.ts";
import { type Permission, pushTriggersFor, type Stack } from "../../../lambda/index.ts";
import {
  allReferences,
  knownPrefix,
  type Resource,
  stringOf,
  type Value,
  wholeReference,
} from "../../../terraform/index.ts";
import type { RuleFinding } from "../../rule.ts";
import { suggestValues } from "../edits/arguments.ts";
import { ofExecution, withEnding, withoutObjects } from "../edits/source-arn.ts";
import { mayIncludeStreams } from "../resources/log-group-arn.ts";
import { sourceArnOf } from "./permission-source-arn.ts";

/** Why the source_arn of a permission matches none of the calls that its principal makes. */
export function sourceArnFault(permission: Permission, stack: Stack): RuleFinding | undefined {
  return (
    wrongSourceService(permission) ??
    apiWithoutPath(permission) ??
    neverCaller(permission, stack) ??
    objectsOfBucket(permission) ??
    groupWithoutStreams(permission, stack)
  );
}

/** Resources with an ARN for execution in addition to that of their configuration. */
const EXECUTED: ReadonlySet<string> = new Set([
  "aws_api_gateway_rest_api",
  "aws_api_gateway_stage",
  "aws_apigatewayv2_api",
  "aws_apigatewayv2_stage",
]);

/** Attributes with the address of an API. */
const ADDRESSES: ReadonlySet<string> = new Set(["api_endpoint", "invoke_url"]);

/** Services that are the only ones to call with their ARNs, so that any other principal is wrong with them. */
const SOLE_CALLERS: ReadonlySet<string> = new Set(["cognito-idp", "events", "execute-api", "logs", "sns"]);

function wrongSourceService(permission: Permission): RuleFinding | undefined {
  const { principal = "", sourceArn } = permission;
  const isAllowed = arnServiceTest(principal);
  if (!isAllowed) return undefined;
  const common = { at: permission.place("source_arn"), resource: permission.resource.address };
  const [, , service] = knownPrefix(sourceArn).split(":");
  const [reference] = allReferences(sourceArn);
  const start = sourceArn.kind === "template" ? sourceArn.parts[0] : sourceArn;
  const isAddress = typeof start === "object" && ADDRESSES.has(String(start.via?.path[0]));
  if (reference && isAddress && EXECUTED.has(reference.resource.type))
    return {
      ...common,
      message: `The source_arn of ${permission} begins with the ${reference.path[0]} of ${reference.resource}, which is a URL, not an ARN`,
      help: `Use ${reference.resource}.execution_arn instead`,
      fix: ofExecution(permission, String(reference.path[0])),
    };
  if (reference && EXECUTED.has(reference.resource.type) && reference.path[0] === "arn")
    return {
      ...common,
      message: `The source_arn of ${permission} is built from the ARN of ${reference.resource} itself, which is not the ARN of its calls`,
      help: `Use ${reference.resource}.execution_arn instead`,
      fix: ofExecution(permission, String(reference.path[0])),
    };
  const isArn = reference?.path[0] === "arn" || reference?.path[0] === "execution_arn";
  const source = reference && isArn ? triggerSourceOfType(reference.resource.type) : undefined;
  const actual = service !== undefined && /^[a-z0-9-]+$/.test(service) ? [service] : source?.arnServices;
  if (!actual || actual.length === 0 || actual.some(isAllowed)) return undefined;
  const expected = source?.invocation === "permission" ? ` principal = "${source.principal}", or` : "";
  return {
    ...common,
    message: `${permission} allows ${principal}, but its source_arn belongs to another service, ${actual[0]}`,
    help: `Set${expected} source_arn to the ARN of a source of ${principal}`,
    related: [{ at: permission.place("principal"), message: `the principal is ${principal}` }],
    suggestions:
      source?.invocation === "permission" ? suggestValues(permission.body, "principal", [`"${source.principal}"`]) : [],
  };
}

/** A test for the services in whose ARNs a principal may call; undefined if that is not known for the principal. */
function arnServiceTest(principal: string): ((service: string) => boolean) | undefined {
  const known = triggerSourcesOfPrincipal(principal);
  if (known.length === 0)
    return principal.endsWith(".amazonaws.com")
      ? // a part of the service, such as delivery.logs.amazonaws.com
        (service) => !SOLE_CALLERS.has(service) || principal.split(".").includes(service)
      : undefined;
  if (known.some(({ arnServices }) => arnServices.length === 0)) return undefined;
  return (service) => known.some(({ arnServices }) => arnServices.includes(service));
}

/** API Gateway calls with a stage, a method and a path, which the ARN of the API alone never matches. */
function apiWithoutPath(permission: Permission): RuleFinding | undefined {
  const { principal, sourceArn, resource } = permission;
  if (principal !== "apigateway.amazonaws.com") return undefined;
  const text = stringOf(sourceArn);
  const reference = wholeReference(sourceArn, resource);
  const isAlone =
    text === undefined
      ? reference !== undefined && EXECUTED.has(reference.resource.type) && reference.path[0] === "execution_arn"
      : /^arn:[^:]*:execute-api:[^:]*:[^:]*:[^:/*]+$/.test(text);
  if (!isAlone) return undefined;
  return {
    at: permission.place("source_arn"),
    resource: resource.address,
    message: `The source_arn of ${permission} ends before the stage, the method and the path, which API Gateway includes`,
    help: text === undefined ? `Use "\${${reference?.resource}.execution_arn}/*/*"` : `Use "${text}/*/*"`,
    fix: withEnding(permission, "/*/*"),
  };
}

/** Resources of a service that are close to what calls functions, but never the source of a call. */
const NEVER_CALLERS: readonly {
  readonly principal: string;
  readonly types: readonly string[];
  /** How the last part of the ARN of what it calls for begins. */
  readonly begins: RegExp;
  readonly callsFor: string;
  readonly help: string;
}[] = [
  {
    principal: "events.amazonaws.com",
    types: ["aws_cloudwatch_event_bus"],
    begins: /^rule\//,
    callsFor: "a rule",
    help: "Use the arn of the aws_cloudwatch_event_rule",
  },
  {
    principal: "elasticloadbalancing.amazonaws.com",
    types: [
      "aws_lb",
      "aws_alb",
      "aws_lb_listener",
      "aws_alb_listener",
      "aws_lb_listener_rule",
      "aws_alb_listener_rule",
    ],
    begins: /^targetgroup\//,
    callsFor: "a target group",
    help: "Use the arn of the aws_lb_target_group",
  },
  {
    // Amazon SES developer guide, Giving permissions to Amazon SES for email receiving (2026-11)
    principal: "ses.amazonaws.com",
    types: [
      "aws_ses_receipt_rule_set",
      "aws_ses_domain_identity",
      "aws_ses_email_identity",
      "aws_sesv2_email_identity",
    ],
    begins: /^receipt-rule-set\/[^:]+:receipt-rule\//,
    callsFor: "a receipt rule",
    help: "Write the ARN of the receipt rule, arn:aws:ses:<Region>:<Account>:receipt-rule-set/<Set>:receipt-rule/<Rule>",
  },
];

function neverCaller(permission: Permission, stack: Stack): RuleFinding | undefined {
  const { principal, sourceArn, resource } = permission;
  const never = NEVER_CALLERS.find((one) => one.principal === principal);
  const other = never && otherSource(sourceArn, resource, never);
  if (!never || other === undefined) return undefined;
  return {
    at: permission.place("source_arn"),
    resource: resource.address,
    message: `The source_arn of ${permission} is ${other}, but ${principal} calls on behalf of ${never.callsFor}`,
    help: never.help,
    suggestions: suggestValues(permission.body, "source_arn", arnsOfCallers(permission, stack)),
  };
}

/** What a source ARN names, if that is known and is not what the service calls for. */
function otherSource(
  sourceArn: Value,
  permission: Resource,
  { types, begins }: Pick<(typeof NEVER_CALLERS)[number], "types" | "begins">,
): string | undefined {
  const reference = wholeReference(sourceArn, permission);
  if (reference)
    return types.includes(reference.resource.type) && reference.path[0] === "arn"
      ? String(reference.resource)
      : undefined;
  const [, named] = /^arn(?::[^:]*){4}:([^*?]+)$/.exec(stringOf(sourceArn) ?? "") ?? [];
  return named === undefined || begins.test(named) ? undefined : named;
}

/** S3 calls with the ARN of the bucket, even for one object. */
function objectsOfBucket(permission: Permission): RuleFinding | undefined {
  const { principal, sourceArn, resource } = permission;
  if (principal !== "s3.amazonaws.com") return undefined;
  const bucket = sourceArn.kind === "template" ? sourceArn.parts[0] : undefined;
  const [inBucket] = bucket === undefined || typeof bucket === "string" ? [] : allReferences(bucket);
  const next = sourceArn.kind === "template" ? sourceArn.parts[1] : undefined;
  const isOfObjects =
    inBucket?.resource.type === "aws_s3_bucket" && inBucket.path[0] === "arn"
      ? typeof next === "string" && next.startsWith("/")
      : /^arn:[^:]*:s3:::[^/]+\//.test(stringOf(sourceArn) ?? "");
  if (!isOfObjects) return undefined;
  return {
    at: permission.place("source_arn"),
    resource: resource.address,
    message: `The source_arn of ${permission} is for objects, but S3 calls on behalf of the bucket`,
    help: "Use the ARN of the bucket, without the slash and what follows",
    fix: withoutObjects(permission),
  };
}

/** CloudWatch Logs calls with the streams of a group, and the provider's ARN of a group lacks the star for them. */
function groupWithoutStreams(permission: Permission, stack: Stack): RuleFinding | undefined {
  const { principal, sourceArn, resource } = permission;
  if (principal !== "logs.amazonaws.com" || mayIncludeStreams(resource, stack)) return undefined;
  const text = stringOf(sourceArn);
  const [reference] = sourceArn.kind === "template" ? [] : allReferences(sourceArn);
  const isGroup =
    text === undefined && sourceArn.kind !== "template"
      ? reference?.resource.type === "aws_cloudwatch_log_group" && reference.path[0] === "arn"
      : GROUP_ALONE.test(arnText(sourceArn));
  if (!isGroup) return undefined;
  return {
    at: permission.place("source_arn"),
    resource: resource.address,
    message: `The source_arn of ${permission} is just the log group, but CloudWatch Logs calls on behalf of <group>:*`,
    help: reference ? `Use "\${${reference.resource}.arn}:*"` : text ? `Use "${text}:*"` : "Append :*",
    fix: withEnding(permission, ":*"),
  };
}

/** An unknown part of the group's name may contain the star. */
const GROUP_ALONE = new RegExp(`^arn:[^:]*:logs:[^:]*:[^:]*:log-group:[^:*${ANYTHING}]+$`);

/** The source ARNs of the triggers that a permission may be meant for. */
function arnsOfCallers(permission: Permission, stack: Stack): readonly string[] {
  const arns = pushTriggersFor(permission, stack).flatMap((trigger) => sourceArnOf(trigger, permission.resource) ?? []);
  return [...new Set(arns)].slice(0, 2);
}
