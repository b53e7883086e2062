import { meantPrincipal } from "../../aws/service-principals.ts";
import { grouped } from "../../grouped.ts";
import { isOfPermissions, type Role } from "../../iam/index.ts";
import { isVariableDefault, type Stack } from "../../lambda/index.ts";
import { ignoredChanges, isOfStandIn, leftToModule, type Place, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { addStatement } from "../shared/edits/policies/add-statement.ts";
import { isShared } from "../shared/edits/policies/shared-documents.ts";
import { ASSUMING_SERVICES } from "../shared/policies/assuming-services.ts";
import { valuedBlocks } from "../shared/schema/schema-values.ts";

const EDGE = "edgelambda.amazonaws.com";

const example = (service: string) => `resource "aws_iam_role" "orders" {
  name = "orders"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "${service}" } }]
  })
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`;

export default defineRule({
  summary: "A role cannot be assumed by the service that uses it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda developer guide, Defining Lambda function permissions with an execution role; IAM user guide, Create a role to delegate permissions to an AWS service (2026-11)",
  why: `A service can use a role only if the role's trust policy names it. Lambda refuses to create a function whose role it cannot
assume ("The role defined for the function cannot be assumed by Lambda"), after Terraform has retried for minutes; other services
fail when they first need the role.`,
  ignoreWhen: "Something outside of this configuration changes the role's trust policy.",
  bad: example("ec2.amazonaws.com"),
  good: example("lambda.amazonaws.com"),
  check({ stack }) {
    const refused = roleUses(stack).filter(
      ({ role, service }) =>
        role.refuses(service) && !isLeftToOthers(role) && !isAstray(role) && !isMisspelt(role, service),
    );
    return [...grouped(refused, ({ role, service }) => [`${role} ${service}`]).values()].flatMap((uses) =>
      findings(uses, stack),
    );
  },
});

/**
 * Blocks whose roles are assumed by the resource's own role, and by no service (AWS CodePipeline API reference,
 * ActionDeclaration: roleArn, 2026-11).
 */
const ASSUMED_BY_ROLES: ReadonlySet<string> = new Set(["aws_codepipeline.stage.action"]);

/** A role, and the resource that gives it to a service. */
interface RoleUse {
  readonly role: Role;
  readonly service: string;
  readonly by: Resource;
  readonly at: Place;
}

function roleUses(stack: Stack): readonly RoleUse[] {
  const given = valuedBlocks(stack).flatMap(({ resource, type, path, body }) => {
    const isOfService = resource.mode === "managed" && !ASSUMED_BY_ROLES.has([type, ...path].join("."));
    return [...(isOfService ? (ASSUMING_SERVICES.get(type) ?? []) : [])].flatMap(([name, service]) => {
      const role = body.isWritten(name) ? stack.roleNamed(body.value(name)) : undefined;
      return role ? [{ role, service, by: resource, at: body.place(name) }] : [];
    });
  });
  return [...given, ...edgeUses(stack)];
}

/** CloudFront replicates a function to the edge, and the replicas run with the function's role. */
function edgeUses(stack: Stack): readonly RoleUse[] {
  return stack.triggers.flatMap(({ kind, block, function: { role }, connection }) =>
    kind === "cloudfront" && block.isWritten("event_type") && role
      ? [{ role, service: EDGE, by: connection, at: block.place("lambda_arn") }]
      : [],
  );
}

/** Permissions are in place of the trust policy, which iam/trust-action reports. */
function isAstray({ trust }: Role): boolean {
  return trust?.statements.every(isOfPermissions) === true;
}

/** The service is named, but not correctly, which iam/policy-invalid reports. */
function isMisspelt({ trustedServices }: Role, service: string): boolean {
  return trustedServices.some((text) => [meantPrincipal(text), `${text}.amazonaws.com`].includes(service));
}

/**
 * Its trust policy is changed elsewhere, or a variable's default names who may assume it, which callers may override.
 */
function isLeftToOthers({ resource, trust }: Role): boolean {
  const ignored = ignoredChanges(resource);
  if (ignored === "all" || ignored.has("assume_role_policy")) return true;
  const principals = trust?.statements.flatMap((statement) => statement.principals) ?? [];
  return principals.some(({ identifier }) => isVariableDefault(identifier, resource.module));
}

/** One finding for all uses that need the same of a role. */
function findings(uses: readonly RoleUse[], stack: Stack): RuleFinding[] {
  const [first] = uses;
  if (!first) return [];
  const { role, service, by } = first;
  const allow = role.resource.module.directory.isStandIn
    ? `Tell the module of the role that ${service} assumes it`
    : `Allow the service ${service} to call sts:AssumeRole in assume_role_policy`;
  return [
    {
      at: placeOfTrust(first),
      resource: role.resource.address,
      message: `${role} does not let ${service} assume it, as ${by} needs`,
      help: `${allow}, or give ${by} the role that is meant for it`,
      suggestions: suggestTrust(role, service, stack),
      related: uses.slice(0, 3).map((use) => ({ at: use.at, message: `${use.by} is given the role` })),
    },
  ];
}

/**
 * Where the role's trust is written; for a role of a module that is not installed, whom the call lets assume it, or its
 * use.
 */
function placeOfTrust({ role, at }: RoleUse): Place {
  const own = role.resource.body.place("assume_role_policy");
  if (!isOfStandIn(own.file)) return own;
  const principals = role.trust?.statements.flatMap((statement) => statement.principals) ?? [];
  const named = principals.map(({ identifier }) => identifier.place).find((place) => !isOfStandIn(place.file));
  return named ?? (leftToModule(own) ? own : at);
}

/**
 * A document that several roles share is not changed: the others may not be for the service. And a role that another
 * service uses is hardly meant for this one, unless for the replicas of a function.
 */
function suggestTrust(role: Role, service: string, stack: Stack): readonly Fix[] {
  const { resource, trust } = role;
  const [source] = trust?.sources ?? [];
  const isOthers = role.trustedServices.some((other) => service !== EDGE || !other.startsWith("lambda."));
  if (isOthers) return [];
  if (!trust || isShared(trust, stack) || (source && source.module !== resource.module)) return [];
  const statement = {
    principal: { type: "Service", identifier: `"${service}"` },
    actions: ["sts:AssumeRole"],
  };
  const edits = addStatement(trust, resource.body.whole, statement);
  return edits ? suggestionOf(`Allow ${service} to assume it`, ...edits) : [];
}
