import { type LambdaFunction, qualifierArgument } from "../../lambda/index.ts";
import { isAlways, type Resource, referenceChain, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { referenceTo } from "../shared/edits/references.ts";

const example = (publishing: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"${publishing}
}

resource "aws_lambda_provisioned_concurrency_config" "orders" {
  function_name                     = aws_lambda_function.orders.function_name
  qualifier                         = aws_lambda_function.orders.version
  provisioned_concurrent_executions = 5
}`;

export default defineRule({
  summary: "Provisioned concurrency is set for a version that is not published",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Configuring provisioned concurrency (2026-11)",
  why: "Lambda keeps executions ready for published versions and aliases of them. It refuses them for $LATEST, and the apply fails.",
  bad: example(""),
  good: example(`
  publish       = true`),
  check({ stack }) {
    const functions = new Map(stack.functions.flatMap((fn) => fn.provisioned.map((one) => [one, fn] as const)));
    return stack.resources("aws_lambda_provisioned_concurrency_config").flatMap((provisioned) => {
      const { address, body } = provisioned;
      const fn = functions.get(provisioned);
      const what = unpublished(body.value("qualifier"), fn);
      if (!what) return [];
      return [
        {
          at: body.place("qualifier"),
          resource: address,
          message: `${address} keeps executions ready for ${what}, which is not a published version`,
          suggestions: fn ? publishing(provisioned, fn) : [],
          help: `Set publish = true on ${fn ?? "the function"}, and name an alias of the published version`,
        },
      ];
    });
  },
});

/** What the qualifier refers to that is not a published version; undefined if it is one or that is not known. */
function unpublished(qualifier: Value, fn: LambdaFunction | undefined): string | undefined {
  const named = qualifierArgument(qualifier);
  if (named.kind === "none" && qualifier.kind === "known") return "$LATEST";
  if (!fn) return undefined;
  if (isUnpublishedVersion(qualifier, fn)) return `the version of ${fn}`;
  const alias = named.kind === "alias" ? named.alias : aliasNamed(named.kind === "named" ? named.name : "", fn);
  if (!alias) return undefined;
  // deploy/not-published reports an alias of a function without versions
  return isAlways(alias, "function_version", "$LATEST") ? `${alias}, an alias of $LATEST` : undefined;
}

function isUnpublishedVersion(value: Value, fn: LambdaFunction): boolean {
  const [reference] = value.kind === "template" || value.kind === "choice" ? [] : referenceChain(value);
  return reference?.resource === fn.resource && reference.path[0] === "version" && fn.isPublished === "no";
}

function aliasNamed(name: string, fn: LambdaFunction): Resource | undefined {
  return fn.aliases.find(({ body }) => body.string("name") === name);
}

/** Publishes versions, and uses the published one: in the alias, if it refers to an alias. */
function publishing(provisioned: Resource, fn: LambdaFunction): readonly Fix[] {
  const named = qualifierArgument(provisioned.body.value("qualifier"));
  const alias = named.kind === "alias" ? named.alias : aliasNamed(named.kind === "named" ? named.name : "", fn);
  const [holder, argument] = alias ? [alias, "function_version"] : [provisioned, "qualifier"];
  const reference = referenceTo(fn.resource, holder);
  if (reference === undefined) return [];
  return suggestionOf(
    `Publish versions of ${fn}, and set ${argument} to ${reference}.version`,
    ...(fn.isPublished === "yes" ? [] : [setArgument(fn.body, "publish", "true")]),
    ...(isUnpublishedVersion(provisioned.body.value("qualifier"), fn)
      ? []
      : [setArgument(holder.body, argument, `${reference}.version`)]),
  );
}
