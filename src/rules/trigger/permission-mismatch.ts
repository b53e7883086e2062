import {
  describeQualifier,
  fitsOf,
  invokedQualifier,
  isSameQualifier,
  type Permission,
  type Qualifier,
  qualifierArgument,
  qualifierIn,
  type Stack,
  triggersOf,
} from "../../lambda/index.ts";
import { booleanOf } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { setQualifier } from "../shared/edits/qualifier.ts";
import { forEveryCall } from "../shared/edits/source-arn.ts";
import { missedAuthorizers } from "../shared/triggers/authorizer-permissions.ts";
import { missedRoutes } from "../shared/triggers/route-permissions.ts";
import { sourceArnFault } from "../shared/triggers/source-arn-faults.ts";

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
        sourceArnFault(permission, stack) ??
        otherRoutes(permission, stack) ??
        withoutAuthorizer(permission, stack) ??
        wrongQualifier(permission, stack) ??
        wrongUrl(permission, stack) ??
        [],
    );
  },
});

/** A permission for a method, a path or a stage that its API does not have. */
function otherRoutes(permission: Permission, stack: Stack): RuleFinding | undefined {
  const missed = missedRoutes(permission, stack);
  if (!missed) return undefined;
  const { api, wanted } = missed;
  const suggestions = forEveryCall(permission, api);
  const common = { at: permission.place("source_arn"), resource: permission.resource.address, suggestions };
  if (missed.kind === "stage")
    return {
      ...common,
      message: `${permission} is for calls in the stage ${wanted}, but ${api} has only ${missed.stages.join(", ")}`,
      help: `Write /${missed.stages[0]}/, or /*/ for every stage, after the execution ARN`,
    };
  const [key] = missed.calls.flatMap(({ shown }) => shown ?? []);
  return {
    ...common,
    message: `${permission} is for calls of ${wanted}, which is not a route of ${api}`,
    help: `Write the stage, the method and the path of a route after the execution ARN, such as /*/${key?.replace(/ +/, "")}`,
    related: missed.calls.slice(0, 3).map(({ declared: { body } }) => ({
      at: body.place(body.isWritten("route_key") ? "route_key" : "http_method"),
      message: "a route of the API",
    })),
  };
}

/** A permission for routes, on a function that the API also calls as an authorizer, which it does not allow. */
function withoutAuthorizer(permission: Permission, stack: Stack): RuleFinding | undefined {
  const authorizer = missedAuthorizers(stack).get(permission);
  if (!authorizer) return undefined;
  const { block, argument, connection, source } = authorizer;
  const arn =
    source && source.module === permission.resource.module ? `\${${source}.execution_arn}` : "<execution ARN>";
  return {
    at: permission.place("source_arn"),
    resource: permission.resource.address,
    message: `${permission} is for calls of routes, but ${connection} is called as authorizers/<ID>, which nothing allows`,
    help: `Allow "${arn}/authorizers/*" as source_arn, or "${arn}/*/*", which covers routes and authorizers`,
    suggestions: source ? forEveryCall(permission, source) : [],
    related: [{ at: block.place(argument), message: "the function is used as authorizer here" }],
  };
}

/** A permission on one alias (or none) while everything that it could be for calls another. */
function wrongQualifier(permission: Permission, stack: Stack): RuleFinding | undefined {
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
  return {
    at: permission.place(permission.body.isWritten("qualifier") ? "qualifier" : "function_name"),
    resource: permission.resource.address,
    message: `${permission} is for ${describeQualifier(permission.qualifier)}, but ${connection} calls ${describeQualifier(qualifierIn(target))}`,
    help: "Give the permission the qualifier of the alias that is called, or none if the function itself is",
    suggestions: forQualifier(permission, invokedQualifier(first.trigger)),
    related: [{ at: block.place(argument), message: "called here" }],
  };
}

/** A permission for calls by URL, on a different alias or version than every URL of the function. */
function wrongUrl(permission: Permission, stack: Stack): RuleFinding | undefined {
  const { action, body, qualifier, resource } = permission;
  const isForUrls = action === "lambda:InvokeFunctionUrl" || booleanOf(body.value("invoked_via_function_url")) === true;
  const [fn, ...others] = isForUrls ? stack.functionsNamed(body.value("function_name")) : [];
  const [url] = fn?.urls ?? [];
  if (!fn || !url || others.length > 0) return undefined;
  const called = fn.urls.map((one) => qualifierArgument(one.body.value("qualifier")));
  const [first] = called;
  if (!first || called.some((one) => isSameQualifier(one, qualifier) !== false)) return undefined;
  return {
    at: permission.place(body.isWritten("qualifier") ? "qualifier" : "function_name"),
    resource: resource.address,
    message: `${permission} is for ${describeQualifier(qualifier)}, but ${url} calls ${describeQualifier(first)}`,
    help: "Give the permission the qualifier of the URL, or none if the URL has none",
    suggestions: forQualifier(permission, first),
    related: [{ at: url.body.place("qualifier"), message: "called here" }],
  };
}

function forQualifier({ resource, qualifier: own, body }: Permission, qualifier: Qualifier): readonly Fix[] {
  // the qualifier in the function's name would contradict an argument
  if (own.kind !== "none" && !body.isWritten("qualifier")) return [];
  return suggestionOf(`Apply it to ${describeQualifier(qualifier)}`, setQualifier(resource, qualifier));
}
