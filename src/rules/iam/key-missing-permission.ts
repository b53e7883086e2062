import { grouped } from "../../grouped.ts";
import { actionPatterns, arnText, grantsOn, type Role } from "../../iam/index.ts";
import { functionCode, isKeyCertain, keyActions, keyOf, needsOf } from "../../lambda/index.ts";
import { allReferences, attributeOwner, type Place, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleContext, type RuleFinding } from "../rule.ts";
import { allow } from "../shared/edits/policies/allow.ts";
import { resourceExpression } from "../shared/edits/policies/resource-expression.ts";

const example = (key: string) => `resource "aws_kms_key" "secrets" {
  enable_key_rotation = true
}

resource "aws_secretsmanager_secret" "database" {
  name       = "orders/database"
  kms_key_id = aws_kms_key.secrets.arn
}

resource "aws_iam_role" "orders" {
  name = "orders"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "orders" {
  role = aws_iam_role.orders.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = aws_secretsmanager_secret.database.arn },${key}
    ]
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
  summary: "A function's role may read or write encrypted data, but not use its key",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS KMS developer guide, page of each service; Default key policy (2026-11)",
  why: `A service decrypts with the permissions of its caller. The default policy of a key leaves everything to IAM, so without
permission to use the key every call ends with AccessDenied.`,
  ignoreWhen: "The permission is granted from elsewhere: another stack, or a grant on the key.",
  bad: example(""),
  good: example('\n      { Effect = "Allow", Action = "kms:Decrypt", Resource = aws_kms_key.secrets.arn },'),
  check(context) {
    const { stack } = context;
    return stack.roles.flatMap((role) => {
      const functions = stack.functionsOf(role);
      // an unknown part of a role may be just what is needed; iam/code-missing-permission reports what code calls
      if (functions.length === 0 || !stack.knowsAllPoliciesOf(role) || functions.some(functionCode)) return [];
      // iam/missing-permission reports what Lambda itself does with the key
      const told = new Set(
        functions.flatMap((fn) => needsOf(fn).map(({ resource }) => resource && attributeOwner(resource))),
      );
      const uses = usesOf(role, context).filter(({ key }) => !told.has(key));
      return [...grouped(uses, ({ key }) => [key]).values()].flatMap((ofKey) => findingFor(role, ofKey, context));
    });
  },
});

/** An allowed action, its resource, and what the role lacks for the key that encrypts that. */
interface Use {
  readonly action: string;
  readonly on: Resource;
  readonly key: Resource;
  readonly lacks: readonly string[];
  readonly at: Place;
}

function usesOf(role: Role, { stack, asOf }: RuleContext): readonly Use[] {
  return role.statements.flatMap(({ effect, statement }) => {
    if (effect !== "Allow" || !statement) return [];
    // Lambda itself reads streams of tables
    const actions = actionPatterns(statement).filter(
      ({ kind, text }) => kind === "one" && keyActions(text).length > 0 && text !== "dynamodb:GetRecords",
    );
    if (actions.length === 0) return [];
    return statement.resources.values.flatMap((value) =>
      allReferences(value).flatMap(({ resource: on }) => {
        const key = keyOf(on, stack);
        if (key?.mode !== "managed" || !key.isCertain || !isKeyCertain(on, stack)) return [];
        const arn = key.attribute("arn", value.place);
        if (stack.hasResourcePolicy(arn)) return [];
        return actions
          .filter(({ actions: [one] }) => one !== undefined && isOf(one.service, on))
          .flatMap(({ text: action }) => {
            const lacks = keyActions(action).filter(
              (needed) => grantsOn(role, needed, { pattern: arnText(arn), resource: key }, asOf).length === 0,
            );
            return lacks.length === 0 ? [] : [{ action, on, key, lacks, at: value.place }];
          });
      }),
    );
  });
}

/** The services whose resources can have a customer managed key, by Terraform type. */
const SERVICES: Readonly<Record<string, string>> = {
  aws_sqs_queue: "sqs",
  aws_sns_topic: "sns",
  aws_kinesis_stream: "kinesis",
  aws_secretsmanager_secret: "secretsmanager",
  aws_ssm_parameter: "ssm",
  aws_dynamodb_table: "dynamodb",
  aws_s3_bucket: "s3",
};

/** Whether an action belongs to the resource's service, if a statement is for several. */
function isOf(service: string, { type }: Resource): boolean {
  return SERVICES[type] === service;
}

function findingFor(role: Role, uses: readonly Use[], { stack }: RuleContext): RuleFinding[] {
  const [first] = uses;
  if (!first) return [];
  const { key, at, on } = first;
  const actions = [...new Set(uses.flatMap((use) => use.lacks))];
  const lacks = actions.join(", ");
  const expression = resourceExpression(key.attribute("arn", at), at, role.resource.module);
  const fix = expression === undefined ? undefined : allow(role, { actions, resources: [expression] }, stack);
  const others = new Set(uses.map((use) => use.on)).size - 1;
  return [
    {
      at,
      resource: role.resource.address,
      message: `${role} may call ${first.action} on ${on}${others > 0 ? ` and more on ${others} other${others > 1 ? "s" : ""}` : ""}, but not ${lacks} on ${key}, which encrypts it`,
      help: `Allow ${lacks} on ${key.address}.arn in a policy of ${role}`,
      related: [{ at: key.body.place(), message: "the key" }],
      suggestions: fix ? [fix] : [],
    },
  ];
}
