import { isNetworkInterfaceAction } from "../../aws/resource-support.ts";
import { type Narrowing, narrowableActions, narrowingFor, type PolicySite, type Statement } from "../../iam/index.ts";
import { stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";

export default defineRule({
  summary: "A policy allows actions on every resource that could be limited to some",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_355", "CKV_AWS_356", "CKV_AWS_290", "CKV_AWS_288", "CKV_AWS_111", "CKV_AWS_108"],
    "cfn-lint": ["I3510"],
    cfn_nag: ["W11", "W12", "W13"],
  },
  source: "AWS Service Authorization Reference (2026-09)",
  why: `With Resource "*" the function reads and writes every table, bucket or queue of the account, those of other teams and of
production among them. What it was written for is one of them.`,
  ignoreWhen: "The function works on resources that are not known beforehand, as a clean-up job's are.",
  bad: `resource "aws_dynamodb_table" "orders" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem"], Resource = "*" }]
  })
}`,
  good: `resource "aws_dynamodb_table" "orders" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem"], Resource = aws_dynamodb_table.orders.arn },
      { Effect = "Allow", Action = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource = "*" },
    ]
  })
}`,
  check({ stack }) {
    return stack.policyStatements
      .filter(({ site }) => site.attachment === "identity")
      .flatMap(({ site, statement }) => judge(statement, site));
  },
});

/** Actions listed in a message before the rest is only counted. */
const MAX_NAMED = 4;

function judge(statement: Statement, { holder }: PolicySite): RuleFinding[] {
  if (statement.effect !== "Allow" || !statement.actions.isComplete || !statement.knowsConditions) return [];
  // a condition on a tag, an account or a service limits the statement as an ARN would
  const star = statement.resources.values.find((value) => stringOf(value) === "*");
  const names = statement.actions.values.map(stringOf);
  if (!star || names.includes(undefined) || statement.conditions.length > 0) return [];
  const known = names.filter((name) => name !== undefined);
  // the whole of a service, or of AWS, is for the rules on actions to say
  const actions = narrowableActions(known.filter((name) => !/^(?:\*|[^:]+:\*+)$/.test(name))).filter(
    (action) => !isNetworkInterfaceAction(action),
  );
  if (actions.length === 0) return [];
  const written = actions.map(({ service, name }) => `${service}:${name}`);
  const narrowing = narrowingFor(actions, holder.module);
  const isRest = written.length < known.length;
  return [
    {
      at: star.place,
      resource: holder.address,
      message: `${holder} allows ${listed(written)} on every resource of the account, and ${written.length === 1 ? "it can" : "they can"} be limited to some`,
      help: helpFor(narrowing, isRest ? written : undefined),
      fix: isRest ? undefined : fixFor(star, narrowing),
    },
  ];
}

function listed(actions: readonly string[]): string {
  if (actions.length <= MAX_NAMED) return actions.join(", ");
  return `${actions.slice(0, MAX_NAMED).join(", ")} and ${actions.length - MAX_NAMED} more`;
}

function helpFor({ expressions, forms }: Narrowing, apart: readonly string[] | undefined): string {
  const target =
    expressions.length > 0
      ? `limit the resource to ${expressions.slice(0, 3).join(" or ")}`
      : `limit the resource to ARNs such as ${forms.slice(0, 3).join(" and ")}`;
  return apart
    ? `Move ${listed(apart)} to a statement of its own and ${target}; what is left needs "*"`
    : `${target.charAt(0).toUpperCase()}${target.slice(1)}`;
}

/** Certain only where one expression fits and the star is written out as a value of its own. */
function fixFor(star: Value, { expressions, forms }: Narrowing): Fix | undefined {
  const [only, ...more] = expressions;
  const isLiteral = star.place.file.slice(star.place) === '"*"';
  if (only === undefined || more.length > 0 || forms.length > 1 || !isLiteral) return undefined;
  return { title: `Limit the resource to ${only}`, edits: [{ place: star.place, newText: only }] };
}
