import { describe, expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

/** Our own cases for the policies of resources and roles that checkov, trivy, KICS, cfn_nag and cdk-nag distinguish. */
type Words = Readonly<Record<string, unknown>>;

const hcl = (...statements: readonly Words[]): string =>
  `jsonencode(${JSON.stringify({ Version: "2012-10-17", Statement: statements }).replaceAll("${", () => "$${")})`;
const heredoc = (...statements: readonly Words[]): string =>
  `<<EOF\n${JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2).replaceAll("${", () => "$${")}\nEOF`;

const to = (Principal: unknown, Action: unknown, more: Words = {}): Words => ({
  Effect: "Allow",
  Principal,
  Action,
  ...more,
});
const on = (Resource: unknown): Words => ({ Resource });
const when = (operator: string, key: string, value: unknown): Words => ({
  Condition: { [operator]: { [key]: value } },
});

const everyone = [["*"], [{ AWS: "*" }], [{ AWS: ["*"] }], [{ AWS: ["arn:aws:iam::111122223333:root", "*"] }]] as const;
const root = { AWS: "arn:aws:iam::111122223333:root" };
const github = { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" };
const subject = "token.actions.githubusercontent.com:sub";
const audience = "token.actions.githubusercontent.com:aud";
const web = "sts:AssumeRoleWithWebIdentity";

const queue = (...statements: readonly Words[]) => `resource "aws_sqs_queue" "it" {}
resource "aws_sqs_queue_policy" "it" {
  queue_url = aws_sqs_queue.it.id
  policy    = ${hcl(...statements)}
}`;
const topic = (...statements: readonly Words[]) => `resource "aws_sns_topic" "it" {}
resource "aws_sns_topic_policy" "it" {
  arn    = aws_sns_topic.it.arn
  policy = ${heredoc(...statements)}
}`;
const bucket = (...statements: readonly Words[]) => `resource "aws_s3_bucket" "it" { bucket = "it" }
resource "aws_s3_bucket_policy" "it" {
  bucket = aws_s3_bucket.it.id
  policy = ${hcl(...statements)}
}`;
const key = (...statements: readonly Words[]) => `resource "aws_kms_key" "it" { policy = ${hcl(...statements)} }`;
const repository = (...statements: readonly Words[]) => `resource "aws_ecr_repository" "it" { name = "it" }
resource "aws_ecr_repository_policy" "it" {
  repository = aws_ecr_repository.it.name
  policy     = ${heredoc(...statements)}
}`;
const secret = (...statements: readonly Words[]) => `resource "aws_secretsmanager_secret" "it" {}
resource "aws_secretsmanager_secret_policy" "it" {
  secret_arn = aws_secretsmanager_secret.it.arn
  policy     = ${hcl(...statements)}
}`;
const bus = (...statements: readonly Words[]) =>
  `resource "aws_cloudwatch_event_bus_policy" "it" { policy = ${hcl(...statements)} }`;
const search = (...statements: readonly Words[]) => `resource "aws_opensearch_domain" "it" {
  domain_name     = "it"
  access_policies = ${hcl(...statements)}
}`;
const api = (...statements: readonly Words[]) => `resource "aws_api_gateway_rest_api" "it" {
  name   = "it"
  policy = ${hcl(...statements)}
}`;
const trust = (...statements: readonly Words[]) =>
  `resource "aws_iam_role" "it" { assume_role_policy = ${hcl(...statements)} }`;
const trustText = (...statements: readonly Words[]) =>
  `resource "aws_iam_role" "it" {
  assume_role_policy = ${heredoc(...statements)}
}`;
const attached = (arn: string, service = "lambda.amazonaws.com") => `resource "aws_iam_role" "it" {
  assume_role_policy = ${hcl(to({ Service: service }, "sts:AssumeRole"))}
}
resource "aws_iam_role_policy_attachment" "it" {
  role       = aws_iam_role.it.name
  policy_arn = "${arn}"
}`;
const permission = (body: string) => `resource "aws_lambda_permission" "it" {
  function_name = "it"
  action        = "lambda:InvokeFunction"
${body}
}`;

const bad: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    everyone.flatMap(([principal], i) => [
      [
        `a queue for everyone ${i} (CKV_AWS_168, 387)`,
        queue(to(principal, "sqs:SendMessage", on("arn:aws:sqs:eu-west-1:111122223333:it"))),
      ],
      [
        `a topic for everyone ${i} (CKV_AWS_169)`,
        topic(to(principal, "sns:Publish", on("arn:aws:sns:eu-west-1:111122223333:it"))),
      ],
      [`a bucket for everyone ${i} (CKV_AWS_70)`, bucket(to(principal, "s3:GetObject", on("arn:aws:s3:::it/*")))],
      [`a key for everyone ${i} (CKV_AWS_33)`, key(to(principal, "kms:*", on("*")))],
      [`a repository for everyone ${i} (CKV_AWS_32, AVD-AWS-0032)`, repository(to(principal, "ecr:BatchGetImage"))],
      [`a secret for everyone ${i}`, secret(to(principal, "secretsmanager:GetSecretValue", on("*")))],
      [
        `a bus for everyone ${i} (cdk-nag)`,
        bus(to(principal, "events:PutEvents", on("arn:aws:events:eu-west-1:111122223333:event-bus/default"))),
      ],
      [`a search domain for everyone ${i}`, search(to(principal, "es:*", on("*")))],
      [`a role for everyone ${i} (CKV_AWS_60)`, trust(to(principal, "sts:AssumeRole"))],
    ]),
  ),
  "an API for everyone (KICS)": api(to("*", "execute-api:*", on("*"))),
  "a queue in its own argument": `resource "aws_sqs_queue" "it" {
  policy = ${heredoc(to("*", "sqs:*", on("*")))}
}`,
  "a queue for everyone over TLS": queue(
    to("*", "sqs:SendMessage", { ...on("*"), ...when("Bool", "aws:SecureTransport", "true") }),
  ),
  "all actions of a queue (CKV_AWS_72, AVD-AWS-0097)": queue(
    to({ AWS: "arn:aws:iam::111122223333:role/it" }, "sqs:*", on("*")),
  ),
  "all actions of a queue, spelt *": queue(to({ AWS: "arn:aws:iam::111122223333:role/it" }, "*", on("*"))),
  "a topic but for one (cfn_nag F8)": topic({
    Effect: "Allow",
    NotPrincipal: root,
    Action: "sns:Publish",
    Resource: "*",
  }),
  "a bucket but for one": bucket({
    Effect: "Allow",
    NotPrincipal: root,
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::it/*",
  }),
  "a topic for buckets of any account": topic(to({ Service: "s3.amazonaws.com" }, "sns:Publish", on("*"))),
  "a queue for topics of any account": queue(to({ Service: "sns.amazonaws.com" }, "sqs:SendMessage", on("*"))),
  "a queue for any source ARN": queue(
    to({ Service: "sns.amazonaws.com" }, "sqs:SendMessage", { ...on("*"), ...when("ArnLike", "aws:SourceArn", "*") }),
  ),
  "a role for everyone, in a heredoc": trustText(to({ AWS: "*" }, "sts:AssumeRole")),
  "a role for everyone of a list": trustText(to({ AWS: ["arn:aws:iam::444455556666:role/ci", "*"] }, "sts:AssumeRole")),
  "an identity provider without conditions (CKV_AWS_358)": trust(to(github, web)),
  "an audience alone": trust(to(github, web, when("StringEquals", audience, "sts.amazonaws.com"))),
  "any subject": trust(to(github, web, when("StringLike", subject, "*"))),
  "any repository": trust(to(github, web, when("StringLike", subject, "repo:*"))),
  "any repository of any organisation": trust(to(github, web, when("StringLike", subject, "repo:*/*"))),
  "a repository's name of any organisation": trust(to(github, web, when("StringLike", subject, "repo:*/orders:*"))),
  "organisations of a name's start": trust(to(github, web, when("StringLike", subject, "repo:acme*"))),
  "a claim that everyone can set": trust(
    to(github, web, when("StringLike", subject, "workflow:deploy:repo:acme/orders:*")),
  ),
  "one subject among any": trust(to(github, web, when("StringLike", subject, ["repo:acme/orders:*", "repo:*"]))),
  "a subject with a star compared as it is": trust(
    to(github, web, when("StringEquals", subject, "repo:acme/orders:*")),
  ),
  "a subject that is none": trust(to(github, web, when("StringEquals", subject, "invalid"))),
  "all values of a subject": trust(to(github, web, when("ForAllValues:StringLike", subject, "repo:acme/orders:*"))),
  "a provider after a service (checkov #5423)": trust(
    to({ Service: "lambda.amazonaws.com" }, "sts:AssumeRole"),
    to(github, web),
  ),
  "another provider without conditions": trust(
    to({ Federated: "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, web),
  ),
  "a wrong action for a provider": trust(
    to(github, "sts:AssumeRole", when("StringLike", subject, "repo:acme/orders:*")),
  ),
  "a service of any account": trust(to({ Service: "scheduler.amazonaws.com" }, "sts:AssumeRole")),
  "an administrator (CKV_AWS_274)": attached("arn:aws:iam::aws:policy/AdministratorAccess"),
  "an administrator of another service": attached("arn:aws:iam::aws:policy/AdministratorAccess", "ec2.amazonaws.com"),
  "full access to IAM (CKV2_AWS_56)": attached("arn:aws:iam::aws:policy/IAMFullAccess"),
  "full access to a service": attached("arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"),
  "an administrator in the role's list": `resource "aws_iam_role" "it" {
  assume_role_policy  = ${hcl(to({ Service: "lambda.amazonaws.com" }, "sts:AssumeRole"))}
  managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
}`,
  "an exclusive attachment (tflint)": `resource "aws_iam_policy_attachment" "it" {
  name       = "it"
  roles      = ["it"]
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
}`,
  "arguments that are deprecated (tflint)": `resource "aws_iam_role" "it" {
  assume_role_policy  = ${hcl(to({ Service: "lambda.amazonaws.com" }, "sts:AssumeRole"))}
  managed_policy_arns = ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]
}`,
  "a policy block that is deprecated": `resource "aws_iam_role" "it" {
  assume_role_policy = ${hcl(to({ Service: "lambda.amazonaws.com" }, "sts:AssumeRole"))}
  inline_policy {
    name   = "it"
    policy = ${hcl({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::it/*" })}
  }
}`,
  "a function for everyone (CKV_AWS_301)": permission('  principal = "*"'),
  "a function for any API (CKV_AWS_364, AVD-AWS-0067)": permission('  principal = "apigateway.amazonaws.com"'),
  "a function for any bucket": permission('  principal = "s3.amazonaws.com"'),
  "a function for a bucket's next owner (cfn-lint W3663)": permission(
    '  principal  = "s3.amazonaws.com"\n  source_arn = "arn:aws:s3:::it"',
  ),
  "a function for a topic by another name (cfn-lint W3664)": permission(
    '  principal  = "events.amazonaws.com"\n  source_arn = "arn:aws:sns:eu-west-1:111122223333:it"',
  ),
};

const good: Readonly<Record<string, string>> = {
  // every token has a subject
  "a subject if there is one": trust(
    to(github, web, {
      Condition: {
        StringLikeIfExists: { [subject]: "repo:acme/orders:*" },
        StringEquals: { [audience]: "sts.amazonaws.com" },
      },
    }),
  ),
  "a queue for one topic": queue(
    to({ Service: "sns.amazonaws.com" }, "sqs:SendMessage", {
      ...on("arn:aws:sqs:eu-west-1:111122223333:it"),
      ...when("ArnEquals", "aws:SourceArn", "arn:aws:sns:eu-west-1:111122223333:news"),
    }),
  ),
  "a queue for whoever comes from one topic": queue(
    to("*", "sqs:SendMessage", {
      ...on("arn:aws:sqs:eu-west-1:111122223333:it"),
      ...when("ArnEquals", "aws:SourceArn", "arn:aws:sns:eu-west-1:111122223333:news"),
    }),
  ),
  "a topic for one organisation": topic(
    to("*", "sns:Publish", {
      ...on("arn:aws:sns:eu-west-1:111122223333:it"),
      ...when("StringEquals", "aws:PrincipalOrgID", "o-1234567890"),
    }),
  ),
  "a topic for one role": topic(to({ AWS: "arn:aws:iam::111122223333:role/news" }, "sns:Publish", on("*"))),
  "a bucket that refuses plain HTTP": bucket({
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::it", "arn:aws:s3:::it/*"],
    ...when("Bool", "aws:SecureTransport", "false"),
  }),
  "a key's own account (checkov #2336)": key(to(root, "kms:*", on("*"))),
  "a key that refuses everyone else (checkov #4394)": key(to(root, "kms:*", on("*")), {
    Effect: "Deny",
    Principal: "*",
    Action: "kms:ScheduleKeyDeletion",
    Resource: "*",
  }),
  "a repository for one account": repository(to(root, ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"])),
  "a repository for functions of one account": repository(
    to({ Service: "lambda.amazonaws.com" }, ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], {
      ...when("StringLike", "aws:sourceArn", "arn:aws:lambda:eu-west-1:111122223333:function:*"),
    }),
  ),
  "a role for functions": trust(to({ Service: "lambda.amazonaws.com" }, "sts:AssumeRole")),
  "a role for one account with an external id": trust(
    to({ AWS: "arn:aws:iam::444455556666:root" }, "sts:AssumeRole", when("StringEquals", "sts:ExternalId", "orders")),
  ),
  "a role for another role": trust(to({ AWS: "arn:aws:iam::444455556666:role/ci" }, "sts:AssumeRole")),
  "a role for schedules of one account": trust(
    to(
      { Service: "scheduler.amazonaws.com" },
      "sts:AssumeRole",
      when("StringEquals", "aws:SourceAccount", "111122223333"),
    ),
  ),
  "a role for one branch": trust(
    to(github, web, {
      Condition: {
        StringEquals: { [audience]: "sts.amazonaws.com", [subject]: "repo:acme/orders:ref:refs/heads/main" },
      },
    }),
  ),
  "a role for one repository": trustText(
    to(github, web, {
      Condition: { StringEquals: { [audience]: "sts.amazonaws.com" }, StringLike: { [subject]: "repo:acme/orders:*" } },
    }),
  ),
  "a role for one environment": trust(
    to(github, web, {
      Condition: {
        StringEquals: { [audience]: "sts.amazonaws.com", [subject]: ["repo:acme/orders:environment:prod"] },
      },
    }),
  ),
  "a role for one organisation": trust(
    to(github, web, {
      Condition: { StringEquals: { [audience]: "sts.amazonaws.com" }, StringLike: { [subject]: "repo:acme/*" } },
    }),
  ),
  "AWS's policy for functions": attached("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"),
  "a function for one rule": permission(
    '  principal  = "events.amazonaws.com"\n  source_arn = "arn:aws:events:eu-west-1:111122223333:rule/nightly"',
  ),
  "a function for one bucket": permission(
    '  principal      = "s3.amazonaws.com"\n  source_arn     = "arn:aws:s3:::it"\n  source_account = "111122223333"',
  ),
};

async function found(text: string): Promise<readonly string[]> {
  const findings = await lintDirectory(temporaryDirectory({ "main.tf": text }), { profile: "strict" });
  expect(findings.filter(({ rule }) => rule === "syntax")).toEqual([]);
  return findings
    .filter(({ rule }) => /^iam\/|^trigger\/(?:permission|.*-public$|.*-open$|queue-all)/.test(rule))
    .map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);
}

describe("policies with findings", () => {
  test.each(Object.entries(bad))("%s", async (_, text) => {
    expect(await found(text)).not.toEqual([]);
  });
});

describe("policies without findings", () => {
  test.each(Object.entries(good))("%s", async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});
