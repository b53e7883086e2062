import { expandActions, fullNameOf, type IamAction } from "../../aws/iam-actions.ts";
import { actionPatterns, arnText, canApply, type SiteStatement } from "../../iam/index.ts";
import { needsOf, type Stack } from "../../lambda/index.ts";
import { stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix, type Severity } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { setString } from "../shared/edits/policies/strings.ts";
import { misplacedActions } from "../shared/policies/misplaced-actions.ts";
import { granteeOf, severityAt } from "../shared/policies/statement-severity.ts";
import { isCertain, type Way, waysByElement } from "../shared/policies/whole-service.ts";

export default defineRule({
  summary: "A policy allows every action of a service",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_63", "CKV_AWS_110", "CKV_AWS_286", "CKV2_AWS_40"],
    trivy: ["AWS-0057", "AWS-0345"],
    "serverless-rules": ["aws_iam_role_lambda_no_star", "WS1003"],
    "cdk-nag": ["AwsSolutions-IAM5"],
  },
  source: "AWS IAM user guide, Security best practices in IAM (2026-11); Service Authorization Reference (2026-09)",
  why: `A service has dozens of actions, including some that delete, share or change permissions. The code needs a few of them; the
rest is a bonus for an attacker, and every action that AWS adds is granted unnoticed.`,
  ignoreWhen: "The role administers this service, as a deployment pipeline's does.",
  bad: `resource "aws_dynamodb_table" "orders" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["dynamodb:*"], Resource = aws_dynamodb_table.orders.arn }]
  })
}`,
  good: `resource "aws_dynamodb_table" "orders" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem"], Resource = aws_dynamodb_table.orders.arn }]
  })
}`,
  check({ stack, asOf }) {
    const ways = waysByElement(stack, asOf);
    return stack.policyStatements
      .filter(({ site, statement }) => site.attachment === "identity" && statement.effect === "Allow")
      .flatMap((each) => {
        const patterns = actionPatterns(each.statement);
        if (patterns.some(({ kind }) => kind === "every")) return [];
        const inVain = new Set(misplacedActions(each).map(({ text }) => text));
        return patterns
          .filter(({ kind, actions, text }) => kind === "service" && actions.length > 0 && !inVain.has(text))
          .map(({ value, service, actions }) => ({
            at: value.place,
            severity: severityOf(each, service, ways.get(value), stack),
            resource: each.site.holder.address,
            message: `${granteeOf(each)} may call all ${actions.length} actions of ${service}${riskOf(actions, ways.get(value))}`,
            help: `Name the actions that are called in place of ${service}:*`,
            suggestions: isOfFunctions(each, stack) ? suggestUsual(each, value, service, stack) : [],
          }));
      });
  },
});

/** What functions mostly call of a service, and in words. */
const USUAL: ReadonlyMap<string, readonly [what: string, actions: readonly string[]]> = new Map(
  Object.entries<readonly [what: string, actions: readonly string[]]>({
    dynamodb: [
      "reading and writing items",
      ["GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"],
    ],
    lambda: ["invoking functions", ["InvokeFunction"]],
    logs: ["writing logs", ["CreateLogGroup", "CreateLogStream", "PutLogEvents"]],
    s3: ["reading and writing objects", ["GetObject", "PutObject", "DeleteObject", "ListBucket"]],
    secretsmanager: ["reading secrets", ["GetSecretValue"]],
    ses: ["sending mail", ["SendEmail", "SendRawEmail"]],
    sns: ["publishing", ["Publish"]],
    sqs: ["sending and receiving messages", ["SendMessage", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes"]],
  }),
);

function isOfFunctions({ site }: SiteStatement, stack: Stack): boolean {
  return site.roles.length > 0 && site.roles.every((role) => stack.functionsOf(role).length > 0);
}

/**
 * Those of the usual actions, and of what the functions' triggers and settings need, that work on the statement's
 * resources and are not named beside the wildcard.
 */
function suggestUsual({ site, statement }: SiteStatement, value: Value, service: string, stack: Stack): readonly Fix[] {
  const [what, usual = []] = USUAL.get(service) ?? [];
  const resources = statement.resources.values.map(arnText);
  const there = new Set(statement.actions.values.map(stringOf));
  const works = (action: string) =>
    expandActions(action).some((one) => resources.some((resource) => canApply(one, resource)));
  const functions = site.roles.flatMap((role) => stack.functionsOf(role));
  const needed = functions.flatMap(needsOf).flatMap((need) => need.actions);
  const wanted = [
    ...usual.map((name) => `${service}:${name}`),
    ...needed.filter((one) => one.startsWith(`${service}:`)),
  ];
  const actions = [...new Set(wanted)].filter((action) => !there.has(action) && works(action));
  if (what === undefined || actions.length === 0) return [];
  const texts = actions.map((action) => `"${action}"`);
  return suggestionOf(`Allow only ${what}`, setString(statement, "actions", value, ...texts));
}

/** Services for which all actions together amount to full access. */
const GIVES_ALL: ReadonlySet<string> = new Set(["iam", "organizations", "account"]);

/** Someone who may gain more permissions is never only information, and an error if a function runs as the role. */
function severityOf(each: SiteStatement, service: string, way: Way | undefined, stack: Stack): Severity {
  const own = severityAt(GIVES_ALL.has(service) ? "error" : "warning", each, stack);
  if (own === "error" || !way) return own;
  return isCertain(way) ? "error" : "warning";
}

/** What a service's actions are enough for, or the worst of them, as the end of a sentence. */
function riskOf(actions: readonly IamAction[], way: Way | undefined): string {
  if (way) {
    const { id, requires } = way.escalation.path;
    return `, and so gain more permissions with ${requires.join(" + ")} (path ${id})`;
  }
  const risky =
    actions.find(({ level }) => level === "Permissions management") ??
    actions.find(({ name }) => name.startsWith("Delete"));
  return risky ? `, ${fullNameOf(risky)} among them` : "";
}
