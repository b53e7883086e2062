import { matchesWildcard } from "../../aws/wildcard.ts";
import { baseOperator, policyDocument, type Statement } from "../../iam/index.ts";
import {
  type Delivery,
  deliveries,
  handedToCallers,
  handedToModules,
  isOtherSource,
  mayBeSwitchedOn,
  type Stack,
} from "../../lambda/index.ts";
import {
  allReferences,
  ignoredChanges,
  isCallersChoice,
  type Module,
  type Resource,
  rootKind,
  stringOf,
  type Value,
  writtenDependencies,
  writtenVariables,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import {
  DELIVERY_KINDS,
  type DeliveryKind,
  deliveryTarget,
  policiesOf,
  policyTargets,
} from "../shared/policies/delivery-policies.ts";

const example = (policy: string) => `resource "aws_sns_topic" "orders" {
  name = "orders"
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn = aws_sns_topic.orders.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.orders.arn
}${policy}`;

export default defineRule({
  summary: "A queue or topic does not let in the service that is to deliver to it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon SNS developer guide, Subscribing an Amazon SQS queue to a topic; Amazon EventBridge user guide, Using resource-based policies; Amazon S3 user guide, Granting permissions to publish event notification messages (2026-11)",
  why: `SNS, EventBridge rules and S3 send to a queue or topic by its own policy, and a new one lets nobody in but its account. S3
tries it and the apply fails; SNS and EventBridge accept the target, and every message is lost without a word.`,
  ignoreWhen: "The policy is set outside of this configuration.",
  bad: example(""),
  good: example(`

resource "aws_sqs_queue_policy" "orders" {
  queue_url = aws_sqs_queue.orders.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.orders.arn
      Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.orders.arn } }
    }]
  })
}`),
  check({ stack }) {
    return deliveries(stack).flatMap((delivery) => {
      const found = deliveryTarget(delivery.target);
      return found ? denied(delivery, found.target, found.kind, stack) : [];
    });
  },
});

function denied(delivery: Delivery, target: Resource, kind: DeliveryKind, stack: Stack): RuleFinding[] {
  const { connection, block, argument, principal, source, isTried } = delivery;
  const statements = knownStatements(target, kind, stack);
  if (!statements) return [];
  const from = allReferences(source)[0]?.resource ?? stack.resourceNamed(source, ["aws_cloudwatch_event_rule"]);
  const letIn = statements.filter((statement) => mayLetIn(statement, principal, kind.action));
  if (letIn.some(({ statement, holder }) => mayApply(statement, holder.module, target, from))) return [];
  // of topics that EventBridge publishes to AWS documents no condition
  const isConditional = kind.type !== "aws_sns_topic" || principal !== "events.amazonaws.com";
  const condition =
    isConditional && from?.module === target.module
      ? `, on condition that aws:SourceArn is ${from.type}.${from.name}.arn`
      : "";
  return [
    {
      at: block.place(argument),
      resource: connection.address,
      message: `${connection} delivers to ${target}, which has no policy that lets ${principal} in${letIn.length > 0 ? " for that" : ""}, so that ${isTried ? "the apply fails" : "messages are lost"}`,
      help: `Allow ${kind.action} to ${principal} in an ${kind.policyType} for ${target}${condition}`,
      related: [
        { at: target.body.place("policy"), message: "what is delivered to" },
        ...letIn.map(({ statement }) => ({ at: statement.place, message: "this is for another source or target" })),
      ],
    },
  ];
}

/** A statement and the resource whose argument holds it. */
interface HeldStatement {
  readonly statement: Statement;
  readonly holder: Resource;
}

/** Every statement of a queue's or topic's policies; undefined where there may be others. */
function knownStatements(target: Resource, kind: DeliveryKind, stack: Stack): readonly HeldStatement[] | undefined {
  // what is only looked up has its policy where it is made
  if (target.mode !== "managed" || isCallersChoice(target, "policy") || isIgnored(target)) return undefined;
  const ofTarget = policiesOf(target, kind, stack);
  const isUndecided = stack
    .resources(kind.policyType)
    .some(
      (policy) => policyTargets(policy, kind).length === 0 && stringOf(policy.body.value(kind.named)) === undefined,
    );
  if (isUndecided || mayBeSwitchedOn(stack, kind.policyType, target) || isHandedOut(target, stack)) return undefined;
  if (ofTarget.some((policy) => mayBeAddedTo(policy, stack))) return undefined;
  const held = [target, ...ofTarget]
    .filter(({ body }) => body.value("policy").kind !== "null")
    .map((holder) => ({ holder, document: policyDocument(holder.body.value("policy")) }));
  return held.every(({ document }) => document?.isComplete)
    ? held.flatMap(({ holder, document }) => document?.statements.map((statement) => ({ holder, statement })) ?? [])
    : undefined;
}

/** Whether callers may put more into a policy: through a variable of which the default is nothing. */
function mayBeAddedTo(policy: Resource, { root }: Stack): boolean {
  if (rootKind(root) === "root") return false;
  const parts = [policy, ...writtenDependencies(policy)].filter(({ type }) => POLICIES.has(type));
  return parts.flatMap((part) => [...writtenVariables(part)]).some((name) => isNothing(defaultOf(name, root)));
}

const POLICIES: ReadonlySet<string> = new Set([
  ...DELIVERY_KINDS.map(({ policyType }) => policyType),
  "aws_iam_policy_document",
]);

function defaultOf(name: string, root: Module): Value | undefined {
  const variable = root.declared.variables.get(name);
  return variable?.attributes.has("default") ? root.blockValue(variable).value("default") : undefined;
}

function isNothing(value: Value | undefined): boolean {
  if (value?.kind === "list") return value.elements.length === 0;
  return value?.kind === "object" ? value.entries.size === 0 : value?.kind === "null";
}

function isIgnored(target: Resource): boolean {
  const ignored = ignoredChanges(target);
  return ignored === "all" || ignored.has("policy");
}

/** Whether somebody who is not seen may give it a policy: a module that is not here, or who calls this one. */
function isHandedOut(target: Resource, stack: Stack): boolean {
  return handedToModules(stack).has(target) || handedToCallers(stack).has(target);
}

function mayLetIn({ statement }: HeldStatement, principal: string, action: string): boolean {
  const { effect, principals, notPrincipals, actions, notActions, knowsConditions } = statement;
  if (effect === "Deny") return false;
  const isFor =
    !knowsConditions ||
    notPrincipals.length > 0 ||
    principals.some(({ type, identifier }) => {
      const text = stringOf(identifier);
      return text === undefined || text === "*" || (type === "Service" && text === principal);
    });
  const mayMean = actions.values.map(stringOf).some((text) => text === undefined || matchesAction(text, action));
  return isFor && (mayMean || notActions.place !== undefined || !actions.isComplete);
}

function matchesAction(pattern: string, action: string): boolean {
  return matchesWildcard(pattern.toLowerCase(), action.toLowerCase());
}

/** Whether a statement may be about a target, and its conditions about what is delivered from. */
function mayApply(statement: Statement, module: Module, target: Resource, from: Resource | undefined): boolean {
  const { resources, conditions } = statement;
  const isElsewhere =
    resources.isComplete &&
    resources.values.length > 0 &&
    resources.values.every((value) => isOtherSource(value, module, target));
  const isForOthers =
    from !== undefined &&
    conditions.some(
      ({ operator, key, values }) =>
        key.toLowerCase() === "aws:sourcearn" &&
        COMPARED.has(baseOperator(operator)) &&
        values.isComplete &&
        values.values.length > 0 &&
        values.values.every((value) => isOtherSource(value, module, from)),
    );
  return !isElsewhere && !isForOthers;
}

/** Operators of which one of the values has to be the source. */
const COMPARED: ReadonlySet<string> = new Set(["arnequals", "arnlike", "stringequals", "stringlike"]);
