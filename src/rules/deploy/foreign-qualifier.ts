import { namedResources, qualifierArgument, type Stack } from "../../lambda/index.ts";
import { type Resource, referenceChain } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const FUNCTION: ReadonlySet<string> = new Set(["aws_lambda_function"]);

/** Resources with one argument for a function's name and another for its version or alias. */
const QUALIFIED: Readonly<Record<string, string>> = {
  aws_lambda_alias: "function_version",
  aws_lambda_function_event_invoke_config: "qualifier",
  aws_lambda_function_url: "qualifier",
  aws_lambda_invocation: "qualifier",
  aws_lambda_permission: "qualifier",
  aws_lambda_provisioned_concurrency_config: "qualifier",
};

const example = (name: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.shop.arn
  publish       = true
}

resource "aws_lambda_function" "invoices" {
  function_name = "invoices"
  role          = aws_iam_role.shop.arn
  publish       = true
}

resource "aws_lambda_alias" "orders" {
  name             = "live"
  function_name    = aws_lambda_function.orders.function_name
  function_version = aws_lambda_function.orders.version
}

resource "aws_lambda_provisioned_concurrency_config" "live" {
  function_name                     = aws_lambda_function.${name}.function_name
  qualifier                         = aws_lambda_alias.orders.name
  provisioned_concurrent_executions = 2
}`;

export default defineRule({
  summary: "An alias or version of one function is used with the name of another function",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Manage Lambda function versions and aliases (2026-11)",
  why: `Each function has its own versions and aliases. That of another function is not found, and the apply fails; or one of the
same name is found, as every function has a version 1 and many have an alias "live", and what is set up is not what was meant.`,
  ignoreWhen: "Both functions have an alias of that name, which is created elsewhere.",
  bad: example("invoices"),
  good: example("orders"),
  check({ stack }) {
    return Object.entries(QUALIFIED).flatMap(([type, argument]) =>
      stack.resources(type).flatMap((resource) => judge(resource, argument, stack)),
    );
  },
});

function judge({ address, body }: Resource, argument: string, stack: Stack): RuleFinding[] {
  const owner = ownerOf(body, argument);
  const fn = onlyFunction(body);
  if (!owner || !fn || owner.of === fn || hasAliasNamed(owner.alias, fn, stack)) return [];
  return [
    {
      at: body.place(argument),
      resource: address,
      message: `${address} is for ${fn}, but its ${argument} is ${owner.alias ?? "a version"} of ${owner.of}`,
      help: `Name ${owner.alias ? "an alias" : "the version"} of ${fn}, or ${owner.of} as the function`,
      related: owner.alias && [{ at: owner.alias.body.place("function_name"), message: "The function of the alias" }],
    },
  ];
}

/** The function whose alias or version an argument refers to; undefined if not known. */
function ownerOf(
  body: Resource["body"],
  argument: string,
): { readonly of: Resource; readonly alias?: Resource } | undefined {
  const value = body.value(argument);
  const qualifier = qualifierArgument(value);
  if (qualifier.kind === "alias") {
    const of = onlyFunction(qualifier.alias.body);
    return of && { of, alias: qualifier.alias };
  }
  if (value.kind === "template" || value.kind === "choice") return undefined;
  const reference = referenceChain(value).find(({ resource }) => FUNCTION.has(resource.type));
  return reference?.path[0] === "version" ? { of: reference.resource } : undefined;
}

function onlyFunction(body: Resource["body"]): Resource | undefined {
  const [only, ...others] = namedResources(body.value("function_name"), FUNCTION);
  return others.length === 0 ? only : undefined;
}

/** Whether a function has an alias of the same name as another function's, which is then found. */
function hasAliasNamed(alias: Resource | undefined, fn: Resource, stack: Stack): boolean {
  const name = alias?.body.string("name");
  if (!alias) return false;
  return stack.resources("aws_lambda_alias").some((each) => {
    if (each === alias || onlyFunction(each.body) !== fn) return false;
    const own = each.body.string("name");
    return own === undefined || name === undefined || own === name;
  });
}
