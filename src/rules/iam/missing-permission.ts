import { grouped } from "../../grouped.ts";
import { grantsOn, type Role } from "../../iam/index.ts";
import { dependsOn, type LambdaFunction, type Need, needsOf, type Stack } from "../../lambda/index.ts";
import { attributeOwner, type Resource, referenceChain, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleContext, type RuleFinding } from "../rule.ts";
import { allow, attach } from "../shared/edits/policies/allow.ts";
import { resourceExpression } from "../shared/edits/policies/resource-expression.ts";
import { createdWith } from "../shared/policies/created-with.ts";
import { WORKER_FUNCTION, WORKER_ROLE } from "../shared/policies/example-worker.ts";
import { actionsInVain } from "../shared/policies/misplaced-actions.ts";
import { mayLetRolesIn } from "../shared/policies/own-statements.ts";

export default defineRule({
  summary: "A role lacks what its function's triggers or settings need",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { cfn_nag: ["W58"] },
  source:
    "AWS Lambda developer guide, execution role and the page of each event source; AWS Secrets Manager user guide, Lambda rotation function execution role permissions; Amazon MSK developer guide, IAM access control (2026-11)",
  why: `Lambda itself acts with the function's role: it polls the queue, puts failed events into the dead-letter queue, joins the
VPC, writes the logs. A missing permission makes the apply fail, or silently loses events.`,
  ignoreWhen: "The permission is granted from elsewhere: another stack, or a policy on the queue or topic itself.",
  bad: `resource "aws_sqs_queue" "jobs" {}

${WORKER_ROLE}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.worker.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

${WORKER_FUNCTION}

resource "aws_lambda_event_source_mapping" "jobs" {
  function_name    = aws_lambda_function.worker.arn
  event_source_arn = aws_sqs_queue.jobs.arn
}`,
  good: `resource "aws_sqs_queue" "jobs" {}

${WORKER_ROLE}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.worker.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role_policy" "jobs" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
      Resource = aws_sqs_queue.jobs.arn
    }]
  })
}

${WORKER_FUNCTION}

resource "aws_lambda_event_source_mapping" "jobs" {
  function_name    = aws_lambda_function.worker.arn
  event_source_arn = aws_sqs_queue.jobs.arn
}`,
  check(context) {
    const lacks = context.stack.functions.flatMap((fn) => {
      const { role } = fn;
      // an unknown part of a role may be just what is needed
      if (!role || !context.stack.knowsAllPoliciesOf(role)) return [];
      return distinctNeeds(fn).flatMap((need) => lackOf(fn, role, need, context));
    });
    // a role is reported once, however many functions run as it
    const byRole = grouped(lacks, ({ role }) => [role]);
    return [...byRole.values()].flatMap((ofRole) =>
      [...grouped(ofRole, ({ need, missing }) => [`${missing} ${need.purpose}`]).values()].flatMap((of) =>
        findingFor(of, ofRole, context),
      ),
    );
  },
});

/** What a function needs and its role does not allow. */
interface Lack {
  readonly fn: LambdaFunction;
  readonly role: Role;
  readonly need: Need;
  readonly missing: readonly string[];
}

const OUTCOME: Readonly<Record<Need["lack"], string>> = {
  "creation-fails": "so the apply fails",
  "events-lost": "so they are lost",
  "nothing-read": "so it never gets a record",
  "rotation-fails": "so every rotation fails",
  "no-telemetry": "so there will be none",
};

/**
 * The distinct needs of a function: a queue may be named by the function and by its invoke configuration. Resources
 * whose names are not known have the same pattern.
 */
function distinctNeeds(fn: LambdaFunction): readonly Need[] {
  const alike = grouped(needsOf(fn), ({ actions, pattern, resource }) => {
    const owner = resource && attributeOwner(resource);
    return [`${actions} ${pattern} ${owner?.addressFromRoot}`];
  });
  return [...alike.values()].flatMap(([first]) => first ?? []);
}

function lackOf(fn: LambdaFunction, role: Role, need: Need, { stack, asOf }: RuleContext): Lack[] {
  if (need.resource && mayLetRolesIn(need.resource, need.actions, stack)) return [];
  // iam/resource-mismatch reports what is allowed on resources that it does not work on
  const own = need.resource && attributeOwner(need.resource);
  const inVain = actionsInVain(stack).get(role);
  const missing = need.actions.filter(
    (action) =>
      grantsOn(role, action, { pattern: need.pattern, resource: own }, asOf).length === 0 &&
      !inVain?.has(action.toLowerCase()),
  );
  return missing.length === 0 ? [] : [{ fn, role, need, missing }];
}

/** How many functions and resources a message lists. */
const NAMED = 3;

function findingFor(lacks: readonly Lack[], ofRole: readonly Lack[], { stack }: RuleContext): RuleFinding[] {
  const [first, ...others] = lacks;
  if (!first) return [];
  const { fn, role, need, missing } = first;
  const functions = [...new Set(lacks.map((lack) => lack.fn))];
  const targets = new Set(lacks.map((lack) => targetOf(lack.need)));
  return [
    {
      at: need.at,
      resource: fn.resource.address,
      severity: need.lack === "no-telemetry" ? "warning" : "error",
      message: `${role} does not allow ${missing.join(", ")}, which ${listed(functions)} ${functions.length > 1 ? `need ${need.purpose.replace(/\bits\b/g, "their")}` : `needs ${need.purpose}`}, ${OUTCOME[need.lack]}`,
      help: `Allow ${missing.join(", ")} on ${listed([...targets])} in a policy of ${role}`,
      related: [
        { at: role.resource.body.place(), message: "The role" },
        ...others.map((other) => ({ at: other.need.at, message: `${other.fn} needs it too` })),
      ],
      suggestions: suggestionsFor(lacks, ofRole, stack),
    },
  ];
}

function listed(all: readonly (LambdaFunction | string)[]): string {
  const named = all.slice(0, NAMED).map(String);
  const more = all.length - named.length;
  const rest = more > 0 ? `${more} more` : named.length > 1 ? named.pop() : undefined;
  return rest === undefined ? named.join() : `${named.join(", ")} and ${rest}`;
}

function targetOf(need: Need): string {
  return need.resource === undefined ? '"*"' : expressionOf(need.resource, need.pattern);
}

/** The resource as an expression: the attribute, followed by the rest of the need's ARN. */
function expressionOf(resource: Value, pattern: string): string {
  const [own] = referenceChain(resource);
  if (!own) return resource.place.file.written(resource.place);
  const reference = [own.resource.address, ...own.path].join(".");
  const rest = restOf(pattern);
  return rest === "" ? reference : `"\${${reference}}${rest}"`;
}

function restOf(pattern: string): string {
  return /:log-stream:[^:]*$/.test(pattern) ? ":*" : /\/\*$/.test(pattern) ? "/*" : "";
}

/**
 * The AWS managed policy for logs, which covers all groups; a function with its own group here is allowed only that
 * one.
 */
const LOGS_POLICY = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

/**
 * Everything that the role lacks on these resources: allowing it for one purpose only would leave a statement half
 * right for another.
 */
function suggestionsFor(lacks: readonly Lack[], ofRole: readonly Lack[], stack: Stack): readonly Fix[] {
  const [first] = lacks;
  if (!first) return [];
  const { role, need } = first;
  const { module } = role.resource;
  if (need.resource === undefined && need.lack === "no-telemetry" && need.pattern !== "*")
    return [attach(role, LOGS_POLICY, stack)].filter((fix) => fix !== undefined);
  const resources = lacks.map(({ need: { resource, pattern, at } }) =>
    resource ? resourceExpression(resource, at, module, restOf(pattern)) : pattern === "*" ? '"*"' : undefined,
  );
  const together = ofRole.filter((one) => lacks.some((other) => isOnTheSame(one.need, other.need)));
  const actions = together.flatMap(({ missing }) => missing);
  const known = resources.filter((text) => text !== undefined);
  if (known.length < resources.length) return [];
  const before = together.flatMap((lack) => waiting(lack) ?? []);
  const fix = allow(role, { actions: [...new Set(actions)], resources: [...new Set(known)], before }, stack);
  return fix ? [fix] : [];
}

/** Whether two needs are for the same resource: several queues whose names are not known have the same pattern. */
function isOnTheSame(one: Need, other: Need): boolean {
  const [own, others] = [one, other].map(({ resource }) => resource && attributeOwner(resource));
  return one.pattern === other.pattern && own === others;
}

/** What is created only once the permission is there, unless what it is for depends on that itself. */
function waiting({ fn, need }: Lack): Resource | undefined {
  const created = createdWith(need, fn);
  const owner = need.resource && attributeOwner(need.resource);
  return created && (owner === undefined || dependsOn(owner, created) === "no") ? created : undefined;
}
