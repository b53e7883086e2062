import { grouped } from "../../grouped.ts";
import { actionPatterns, type SiteStatement, type Statement } from "../../iam/index.ts";
import { oncePer } from "../../once-per.ts";
import {
  allReferences,
  type BlockValue,
  type Reference,
  type Resource,
  stringOf,
  writtenDependencies,
} from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import type { Stack } from "../stack.ts";

/**
 * Functions, and aliases of them, that a resource gets which is no trigger known here but may call them all the same: a
 * target group of VPC Lattice, a bot, a contact flow, the code of another function.
 */
export const givenToCallers = oncePer((stack: Stack): ReadonlySet<Resource> => {
  const triggers = new Set(stack.triggers.map(({ connection }) => connection));
  return new Set(
    stack.managed.filter((each) => !triggers.has(each) && !each.type.startsWith("aws_iam_")).flatMap(givenTo),
  );
});

/** Functions, and aliases of them, that policies allow roles to invoke. */
const invokedByRoles = oncePer((stack: Stack): ReadonlyMap<Resource, readonly SiteStatement[]> => {
  const invoking = stack.policyStatements.filter(
    ({ site, statement }) => site.attachment === "identity" && statement.effect === "Allow" && mayInvoke(statement),
  );
  return grouped(invoking, ({ statement }) => [
    ...new Set(statement.resources.values.flatMap(allReferences).map(({ resource }) => resource)),
  ]);
});

/** Whether a policy allows anyone but the function itself to invoke it. */
export function mayBeInvokedByRole(stack: Stack, fn: LambdaFunction): boolean {
  const isOwn = ({ site: { roles } }: SiteStatement) => roles.length > 0 && roles.every((role) => role === fn.role);
  const statements = [fn.resource, ...fn.aliases].flatMap((named) => invokedByRoles(stack).get(named) ?? []);
  return statements.some((each) => !isOwn(each));
}

function mayInvoke(statement: Statement): boolean {
  const { actions } = statement;
  if (!actions.isComplete || actions.values.some((value) => stringOf(value) === undefined)) return true;
  return actionPatterns(statement).some(
    ({ kind, actions }) =>
      kind === "every" || actions.some(({ name, service }) => service === "lambda" && name === "InvokeFunction"),
  );
}

/** Resources with a text in another format, in which a function's name is enough. */
const WITH_TEXTS: ReadonlySet<string> = new Set([
  "aws_api_gateway_rest_api",
  "aws_apigatewayv2_api",
  "aws_codepipeline",
  "aws_sfn_state_machine",
  "aws_ssm_document",
  "aws_ssm_maintenance_window_task",
]);

function givenTo(resource: Resource): readonly Resource[] {
  const { type, body } = resource;
  if (WITH_TEXTS.has(type)) return [...writtenDependencies(resource)].filter(isFunction);
  if (type === "aws_lambda_function") return body.blocks("environment").flatMap(functionsIn);
  // they configure a function, or are found as triggers
  if (type.startsWith("aws_lambda_")) return [];
  return referencesIn(body, 0)
    .filter(isArn)
    .map((reference) => reference.resource);
}

function functionsIn(block: BlockValue): readonly Resource[] {
  return referencesIn(block, 0)
    .map((reference) => reference.resource)
    .filter(isFunction);
}

/** What watches or scales a function, or writes its logs, names it; what calls it takes its ARN. */
function isArn({ resource, path }: Reference): boolean {
  return isFunction(resource) && /arn$/.test(String(path[0] ?? ""));
}

function isFunction({ type }: Resource): boolean {
  return type === "aws_lambda_function" || type === "aws_lambda_alias";
}

/** How deep blocks are nested at most. */
const MAX_LEVELS = 8;

function referencesIn(body: BlockValue, level: number): readonly Reference[] {
  if (level > MAX_LEVELS) return [];
  const own = body.argumentNames.flatMap((name) => allReferences(body.value(name)));
  const nested = body.blockTypes.flatMap((type) =>
    body.blocks(type).flatMap((block) => referencesIn(block, level + 1)),
  );
  return [...own, ...nested];
}
