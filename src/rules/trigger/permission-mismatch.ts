import { triggerSourceOfType, triggerSourcesOfPrincipal } from "../../aws/principals.ts";
import { ANYTHING, arnText } from "../../iam/index.ts";
import {
  describeQualifier,
  fitsOf,
  invokedQualifier,
  isSameQualifier,
  type Permission,
  pushTriggersFor,
  type Qualifier,
  qualifierArgument,
  qualifierIn,
  type Stack,
  triggersOf,
} from "../../lambda/index.ts";
import type { Resource } from "../../terraform/index.ts";
import { allReferences, booleanOf, knownPrefix, stringOf, wholeReference } from "../../terraform/index.ts";
import type { Fix } from "../rule.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { setArgument, suggestValues } from "../shared/edits/arguments.ts";
import { fixOf, suggestionOf } from "../shared/edits/fixes.ts";
import { setQualifier } from "../shared/edits/qualifier.ts";
import { insideOfText, referenceTo, writtenAs } from "../shared/edits/references.ts";
import { meantVersions } from "../shared/schema/meant-versions.ts";
import { missedAuthorizers } from "../shared/triggers/authorizer-permissions.ts";
import { sourceArnOf } from "../shared/triggers/permission-source-arn.ts";
import { missedRoutes } from "../shared/triggers/route-permissions.ts";

export default defineRule({
  summary: "A permission does not match what calls the function",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["W3664"] },
  source:
    "AWS Lambda developer guide, Using resource-based policies for Lambda; hashicorp/terraform-provider-aws issue 14630 (2026-11)",
  why: `Lambda compares the calling service, its source and the alias that is called with the permission. If one of them differs,
the call is refused, and the events are lost without a trace in the function's logs.`,
  bad: `resource "aws_lambda_permission" "nightly" {
  function_name = "report"
  action        = "lambda:InvokeFunction"
  principal     = "sns.amazonaws.com"
  source_arn    = "arn:aws:events:eu-west-1:111122223333:rule/nightly"
}`,
  good: `resource "aws_lambda_permission" "nightly" {
  function_name = "report"
  action        = "lambda:InvokeFunction"
  principal     = "events.amazonaws.com"
  source_arn    = "arn:aws:events:eu-west-1:111122223333:rule/nightly"
}`,
  check({ stack }) {
    return stack.permissions.flatMap(
      (permission) =>
        wrongSourceService(permission) ??
        apiWithoutPath(permission) ??
        neverCaller(permission, stack) ??
        groupWithoutStreams(permission, stack) ??
        otherRoutes(permission, stack) ??
        withoutAuthorizer(permission, stack) ??
        wrongQualifier(permission, stack) ??
        wrongUrl(permission, stack) ??
        [],
    );
  },
});

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

function wrongSourceService(permission: Permission): RuleFinding[] | undefined {
  const { principal = "", sourceArn } = permission;
  const isAllowed = arnServiceTest(principal);
  if (!isAllowed) return undefined;
  const common = { at: permission.place("source_arn"), resource: permission.resource.address };
  const [, , service] = knownPrefix(sourceArn).split(":");
  const [reference] = allReferences(sourceArn);
  const start = sourceArn.kind === "template" ? sourceArn.parts[0] : sourceArn;
  const isAddress = typeof start === "object" && ADDRESSES.has(String(start.via?.path[0]));
  if (reference && isAddress && EXECUTED.has(reference.resource.type))
    return [
      {
        ...common,
        message: `The source_arn of ${permission} begins with the ${reference.path[0]} of ${reference.resource}, which is a URL, not an ARN`,
        help: `Use ${reference.resource}.execution_arn instead`,
        fix: ofExecution(permission, String(reference.path[0])),
      },
    ];
  if (reference && EXECUTED.has(reference.resource.type) && reference.path[0] === "arn")
    return [
      {
        ...common,
        message: `The source_arn of ${permission} is built from the ARN of ${reference.resource} itself, which is not the ARN of its calls`,
        help: `Use ${reference.resource}.execution_arn instead`,
        fix: ofExecution(permission, String(reference.path[0])),
      },
    ];
  const isArn = reference?.path[0] === "arn" || reference?.path[0] === "execution_arn";
  const source = reference && isArn ? triggerSourceOfType(reference.resource.type) : undefined;
  const actual = service !== undefined && /^[a-z0-9-]+$/.test(service) ? [service] : source?.arnServices;
  if (!actual || actual.length === 0 || actual.some(isAllowed)) return undefined;
  const expected = source?.invocation === "permission" ? ` principal = "${source.principal}", or` : "";
  return [
    {
      ...common,
      message: `${permission} allows ${principal}, but its source_arn belongs to another service, ${actual[0]}`,
      help: `Set${expected} source_arn to the ARN of a source of ${principal}`,
      related: [{ at: permission.place("principal"), message: `the principal is ${principal}` }],
      suggestions:
        source?.invocation === "permission"
          ? suggestValues(permission.body, "principal", [`"${source.principal}"`])
          : [],
    },
  ];
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
function apiWithoutPath(permission: Permission): RuleFinding[] | undefined {
  const { principal, sourceArn, resource } = permission;
  if (principal !== "apigateway.amazonaws.com") return undefined;
  const text = stringOf(sourceArn);
  const reference = wholeReference(sourceArn, resource);
  const isAlone =
    text === undefined
      ? reference !== undefined && EXECUTED.has(reference.resource.type) && reference.path[0] === "execution_arn"
      : /^arn:[^:]*:execute-api:[^:]*:[^:]*:[^:/*]+$/.test(text);
  if (!isAlone) return undefined;
  return [
    {
      at: permission.place("source_arn"),
      resource: resource.address,
      message: `The source_arn of ${permission} ends before the stage, the method and the path, which API Gateway includes`,
      help: text === undefined ? `Use "\${${reference?.resource}.execution_arn}/*/*"` : `Use "${text}/*/*"`,
      fix: withEnding(permission, "/*/*"),
    },
  ];
}

/** Resources of a service that are close to what calls functions, but never the source of a call. */
const NEVER_CALLERS: readonly {
  readonly principal: string;
  readonly types: readonly string[];
  readonly callsFor: string;
  readonly help: string;
}[] = [
  {
    principal: "events.amazonaws.com",
    types: ["aws_cloudwatch_event_bus"],
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
    callsFor: "a target group",
    help: "Use the arn of the aws_lb_target_group",
  },
];

function neverCaller(permission: Permission, stack: Stack): RuleFinding[] | undefined {
  const { principal, sourceArn, resource } = permission;
  const common = { at: permission.place("source_arn"), resource: resource.address };
  const reference = wholeReference(sourceArn, resource);
  const never = NEVER_CALLERS.find(
    (one) => one.principal === principal && reference && one.types.includes(reference.resource.type),
  );
  if (never && reference?.path[0] === "arn")
    return [
      {
        ...common,
        message: `The source_arn of ${permission} is ${reference.resource}, but ${principal} calls on behalf of ${never.callsFor}`,
        help: never.help,
        suggestions: suggestValues(permission.body, "source_arn", calledFor(permission, stack)),
      },
    ];
  if (principal !== "s3.amazonaws.com") return undefined;
  const bucket = sourceArn.kind === "template" ? sourceArn.parts[0] : undefined;
  const [inBucket] = bucket === undefined || typeof bucket === "string" ? [] : allReferences(bucket);
  const next = sourceArn.kind === "template" ? sourceArn.parts[1] : undefined;
  const isOfObjects =
    inBucket?.resource.type === "aws_s3_bucket" && inBucket.path[0] === "arn"
      ? typeof next === "string" && next.startsWith("/")
      : /^arn:[^:]*:s3:::[^/]+\//.test(stringOf(sourceArn) ?? "");
  if (!isOfObjects) return undefined;
  return [
    {
      ...common,
      message: `The source_arn of ${permission} is for objects, but S3 calls on behalf of the bucket`,
      help: "Use the ARN of the bucket, without the slash and what follows",
      fix: withoutObjects(permission),
    },
  ];
}

/** CloudWatch Logs calls with the streams of a group, and the provider's ARN of a group lacks the star for them. */
function groupWithoutStreams(permission: Permission, stack: Stack): RuleFinding[] | undefined {
  const { principal, sourceArn, resource } = permission;
  // before version 3 the ARN included the star
  const isOld = meantVersions(resource.type, resource.module, stack.root).majors.length === 0;
  if (principal !== "logs.amazonaws.com" || isOld) return undefined;
  const text = stringOf(sourceArn);
  const [reference] = sourceArn.kind === "template" ? [] : allReferences(sourceArn);
  const isGroup =
    text === undefined && sourceArn.kind !== "template"
      ? reference?.resource.type === "aws_cloudwatch_log_group" && reference.path[0] === "arn"
      : GROUP_ALONE.test(arnText(sourceArn));
  if (!isGroup) return undefined;
  return [
    {
      at: permission.place("source_arn"),
      resource: resource.address,
      message: `The source_arn of ${permission} is just the log group, but CloudWatch Logs calls on behalf of <group>:*`,
      help: reference ? `Use "\${${reference.resource}.arn}:*"` : text ? `Use "${text}:*"` : "Append :*",
      fix: withEnding(permission, ":*"),
    },
  ];
}

/** An unknown part of the group's name may contain the star. */
const GROUP_ALONE = new RegExp(`^arn:[^:]*:logs:[^:]*:[^:]*:log-group:[^:*${ANYTHING}]+$`);

/** A permission for a method, a path or a stage that its API does not have. */
function otherRoutes(permission: Permission, stack: Stack): RuleFinding[] | undefined {
  const missed = missedRoutes(permission, stack);
  if (!missed) return undefined;
  const { api, wanted } = missed;
  const suggestions = forEveryCall(permission, api);
  const common = { at: permission.place("source_arn"), resource: permission.resource.address, suggestions };
  if (missed.kind === "stage")
    return [
      {
        ...common,
        message: `${permission} is for calls in the stage ${wanted}, but ${api} has only ${missed.stages.join(", ")}`,
        help: `Write /${missed.stages[0]}/, or /*/ for every stage, after the execution ARN`,
      },
    ];
  const [key] = missed.calls.flatMap(({ shown }) => shown ?? []);
  return [
    {
      ...common,
      message: `${permission} is for calls of ${wanted}, which is not a route of ${api}`,
      help: `Write the stage, the method and the path of a route after the execution ARN, such as /*/${key?.replace(/ +/, "")}`,
      related: missed.calls.slice(0, 3).map(({ declared: { body } }) => ({
        at: body.place(body.isWritten("route_key") ? "route_key" : "http_method"),
        message: "a route of the API",
      })),
    },
  ];
}

/** A permission for routes, on a function that the API also calls as an authorizer, which it does not allow. */
function withoutAuthorizer(permission: Permission, stack: Stack): RuleFinding[] | undefined {
  const authorizer = missedAuthorizers(stack).get(permission);
  if (!authorizer) return undefined;
  const { block, argument, connection, source } = authorizer;
  const arn =
    source && source.module === permission.resource.module ? `\${${source}.execution_arn}` : "<execution ARN>";
  return [
    {
      at: permission.place("source_arn"),
      resource: permission.resource.address,
      message: `${permission} is for calls of routes, but ${connection} is called as authorizers/<ID>, which nothing allows`,
      help: `Allow "${arn}/authorizers/*" as source_arn, or "${arn}/*/*", which covers routes and authorizers`,
      suggestions: source ? forEveryCall(permission, source) : [],
      related: [{ at: block.place(argument), message: "the function is used as authorizer here" }],
    },
  ];
}

/** A permission on one alias (or none) while everything that it could be for calls another. */
function wrongQualifier(permission: Permission, stack: Stack): RuleFinding[] | undefined {
  if (!permission.mayInvoke) return undefined;
  const fits = triggersOf(permission, stack);
  const [first] = fits;
  if (!first || fits.some(({ fit }) => fit.qualifier !== false)) return undefined;
  // another permission may be the one that matters
  const isCoveredElsewhere = fitsOf(first.trigger, stack).some(
    (other) => other.permission !== permission && other.qualifier !== false,
  );
  if (isCoveredElsewhere) return undefined;
  const { block, argument, connection, target } = first.trigger;
  return [
    {
      at: permission.place(permission.body.isWritten("qualifier") ? "qualifier" : "function_name"),
      resource: permission.resource.address,
      message: `${permission} is for ${describeQualifier(permission.qualifier)}, but ${connection} calls ${describeQualifier(qualifierIn(target))}`,
      help: "Give the permission the qualifier of the alias that is called, or none if the function itself is",
      suggestions: forQualifier(permission, invokedQualifier(first.trigger)),
      related: [{ at: block.place(argument), message: "called here" }],
    },
  ];
}

/** A permission for calls by URL, on a different alias or version than every URL of the function. */
function wrongUrl(permission: Permission, stack: Stack): RuleFinding[] | undefined {
  const { action, body, qualifier, resource } = permission;
  const isForUrls = action === "lambda:InvokeFunctionUrl" || booleanOf(body.value("invoked_via_function_url")) === true;
  const [fn, ...others] = isForUrls ? stack.functionsNamed(body.value("function_name")) : [];
  const [url] = fn?.urls ?? [];
  if (!fn || !url || others.length > 0) return undefined;
  const called = fn.urls.map((one) => qualifierArgument(one.body.value("qualifier")));
  const [first] = called;
  if (!first || called.some((one) => isSameQualifier(one, qualifier) !== false)) return undefined;
  return [
    {
      at: permission.place(body.isWritten("qualifier") ? "qualifier" : "function_name"),
      resource: resource.address,
      message: `${permission} is for ${describeQualifier(qualifier)}, but ${url} calls ${describeQualifier(first)}`,
      help: "Give the permission the qualifier of the URL, or none if the URL has none",
      suggestions: forQualifier(permission, first),
      related: [{ at: url.body.place("qualifier"), message: "called here" }],
    },
  ];
}

const SOURCE = "source_arn";

/** The same resource's ARN that calls carry; on its own it would match no call. */
function ofExecution({ body }: Permission, attribute: string): Fix | undefined {
  if (!body.isWritten(SOURCE)) return undefined;
  const written = writtenAs(body, SOURCE).replace(`.${attribute}`, ".execution_arn");
  const text = written.startsWith('"') ? written : `"\${${written}}/*/*"`;
  return fixOf(`Set ${SOURCE} to ${text}`, setArgument(body, SOURCE, text));
}

function withEnding({ body }: Permission, ending: string): Fix | undefined {
  const inside = insideOfText(body, SOURCE);
  if (inside === undefined) return undefined;
  return fixOf(`Write ${ending} at the end`, setArgument(body, SOURCE, `"${inside}${ending}"`));
}

function withoutObjects({ body }: Permission): Fix | undefined {
  const bucket = insideOfText(body, SOURCE)?.replace(/\/.*$/, "") ?? "";
  const [, reference] = /^\$\{([\w.-]+)\}$/.exec(bucket) ?? [];
  const text = reference ?? `"${bucket}"`;
  return fixOf(`Set ${SOURCE} to ${text}`, setArgument(body, SOURCE, text));
}

/** What the triggers that a permission may be for invoke. */
function calledFor(permission: Permission, stack: Stack): readonly string[] {
  const arns = pushTriggersFor(permission, stack).flatMap((trigger) => sourceArnOf(trigger, permission.resource) ?? []);
  return [...new Set(arns)].slice(0, 2);
}

function forEveryCall({ resource, body }: Permission, api: Resource): readonly Fix[] {
  const name = referenceTo(api, resource);
  return name === undefined ? [] : suggestValues(body, SOURCE, [`"\${${name}.execution_arn}/*/*"`]);
}

function forQualifier({ resource, qualifier: own, body }: Permission, qualifier: Qualifier): readonly Fix[] {
  // the qualifier in the function's name would contradict an argument
  if (own.kind !== "none" && !body.isWritten("qualifier")) return [];
  return suggestionOf(`Apply it to ${describeQualifier(qualifier)}`, setQualifier(resource, qualifier));
}
