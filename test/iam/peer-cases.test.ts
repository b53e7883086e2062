import { describe, expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

/**
 * Our own cases for what checkov (CKV_), trivy (AVD-) and cloudsplaining distinguish: one of our rules has to report
 * what they report, and none may report what they accept and what is as narrow as possible.
 */
type Words = Readonly<Record<string, unknown>>;

const allow = (Action: unknown, Resource: unknown = "*", more: Words = {}): Words => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const when = (operator: string, key: string, ...values: readonly string[]): Words => ({
  Condition: { [operator]: { [key]: values.length === 1 ? values[0] : values } },
});

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const hcl = (value: unknown): string => JSON.stringify(value).replaceAll("${", () => "$${");

/** Writes a statement as a block of aws_iam_policy_document. */
function block(statement: Words): string {
  const lines = Object.entries({
    effect: statement.Effect,
    actions: statement.Action && asList(statement.Action),
    not_actions: statement.NotAction && asList(statement.NotAction),
    resources: statement.Resource && asList(statement.Resource),
    not_resources: statement.NotResource && asList(statement.NotResource),
  })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `    ${name} = ${hcl(value)}`);
  const conditions = Object.entries((statement.Condition ?? {}) as Record<string, Record<string, unknown>>).flatMap(
    ([operator, keys]) =>
      Object.entries(keys).map(
        ([key, values]) =>
          `    condition {\n      test = "${operator}"\n      variable = "${key}"\n      values = ${hcl(asList(values))}\n    }`,
      ),
  );
  return `  statement {\n${[...lines, ...conditions].join("\n")}\n  }`;
}

const document = (statements: readonly Words[]) => ({ Version: "2012-10-17", Statement: statements });

/** The ways in which the peers' cases write a policy. */
const forms: Readonly<Record<string, (statements: readonly Words[]) => string>> = {
  jsonencode: (statements) => `resource "aws_iam_policy" "it" { policy = jsonencode(${hcl(document(statements))}) }`,
  "a single statement": (statements) =>
    statements.length === 1
      ? `resource "aws_iam_policy" "it" { policy = jsonencode(${hcl({ Version: "2012-10-17", Statement: statements[0] })}) }`
      : "",
  "a heredoc": (statements) => `resource "aws_iam_group_policy" "it" {
  group  = "everyone"
  policy = <<POLICY
${JSON.stringify(document(statements), null, 2).replaceAll("${", () => "$${")}
POLICY
}`,
  "a string": (statements) =>
    `resource "aws_iam_user_policy" "it" {\n  user = "one"\n  policy = ${hcl(JSON.stringify(document(statements)))}\n}`,
  "a document that nothing uses": (statements) =>
    `data "aws_iam_policy_document" "it" {\n${statements.map(block).join("\n")}\n}`,
  "a role's document": (statements) => `data "aws_iam_policy_document" "it" {\n${statements.map(block).join("\n")}\n}
resource "aws_iam_role" "it" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy" "it" {
  role   = aws_iam_role.it.id
  policy = data.aws_iam_policy_document.it.json
}`,
  "lists for single strings": (statements) =>
    `resource "aws_iam_policy" "it" { policy = jsonencode(${hcl(
      document(
        statements.map((each) =>
          Object.fromEntries(
            Object.entries(each).map(([key, value]) => [key, /Action|Resource/.test(key) ? asList(value) : value]),
          ),
        ),
      ),
    )}) }`,
};

const object = "arn:aws:s3:::orders/*";
const table = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";

const bad: Readonly<Record<string, readonly Words[]>> = {
  "everything (CKV_AWS_1, 62, AVD-AWS-0057)": [allow("*")],
  "everything, among other statements": [allow("s3:GetObject", object), allow(["*"], ["*"])],
  "every action on one bucket (CKV_AWS_63)": [allow("*", object)],
  "every action, spelt with a service": [allow("*:*")],
  "all but IAM (cfn_nag W14)": [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }],
  "all resources but one (cfn_nag W21)": [{ Effect: "Allow", Action: "s3:GetObject", NotResource: object }],
  "all of S3 (CKV_AWS_111, 290, AVD-AWS-0345)": [allow("s3:*")],
  "all of IAM (CKV2_AWS_40, CKV_AWS_109)": [allow("iam:*")],
  "all of several services": [allow(["ec2:*", "dynamodb:*", "cloudformation:*"])],
  "writes of a service by pattern": [allow("s3:Put*")],
  "reads by pattern (AVD-AWS-0057)": [allow(["s3:List*", "s3:Get*"])],
  "writes to any table (CKV_AWS_290, 355)": [allow(["dynamodb:PutItem", "dynamodb:DeleteItem"])],
  "deletes queues": [allow("sqs:DeleteQueue")],
  "ends instances": [allow("ec2:TerminateInstances")],
  "makes tags on anything": [allow(["s3:GetObject", "ec2:CreateTags"])],
  "reads all objects (CKV_AWS_108, 288)": [allow("s3:GetObject")],
  "reads all parameters": [allow(["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"])],
  "reads all secrets": [allow("secretsmanager:GetSecretValue")],
  "reads all objects, by an ARN": [allow("s3:GetObject", "arn:aws:s3:::*")],
  "reads all secrets, by an ARN": [allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:*")],
  "copies snapshots": [allow(["rds:CopyDBSnapshot", "rds:CreateDBSnapshot"])],
  "decrypts with any key (cfn_nag, KMS.1)": [allow("kms:Decrypt")],
  "makes access keys (CKV_AWS_107, 287)": [allow("iam:CreateAccessKey")],
  "makes access keys, among reads": [allow(["s3:GetObject", "iam:CreateAccessKey"])],
  "changes access keys": [allow("iam:UpdateAccessKey")],
  "makes login profiles": [allow("iam:CreateLoginProfile")],
  "makes credentials of a service": [allow("iam:CreateServiceSpecificCredential")],
  "resets credentials of a service": [allow("iam:ResetServiceSpecificCredential")],
  "connects to any database": [allow("rds-db:connect")],
  "gets credentials of any cluster": [allow("redshift:GetClusterCredentials")],
  "gets a database's master password": [allow("lightsail:GetRelationalDatabaseMasterUserPassword")],
  "becomes any role (CKV_AWS_107)": [allow("sts:AssumeRole")],
  "changes who may use a bucket (CKV_AWS_109, 289)": [allow("s3:PutBucketPolicy")],
  "changes who may use a key": [allow(["kms:PutKeyPolicy", "kms:CreateGrant"])],
  "lets others call any function": [allow("lambda:AddPermission")],
  "lets others into topics and queues": [allow(["sns:AddPermission", "sqs:AddPermission"])],
  "opens repositories": [allow("ecr:SetRepositoryPolicy")],
  "opens secrets": [allow("secretsmanager:PutResourcePolicy")],
  "changes users' policies": [allow(["iam:PutUserPolicy", "iam:AttachUserPolicy"])],
  "attaches policies to any role (AVD, attach escalation)": [allow("iam:AttachRolePolicy")],
  "rewrites any policy (AVD, policy version escalation)": [allow("iam:CreatePolicyVersion")],
  "changes any trust (AVD, assume role escalation)": [allow("iam:UpdateAssumeRolePolicy")],
  "lifts permissions boundaries (AVD, boundary escalation)": [allow("iam:DeleteRolePermissionsBoundary")],
  "lifts users' boundaries": [allow(["iam:DeleteUserPermissionsBoundary", "iam:PutUserPermissionsBoundary"])],
  "passes any role (AVD-AWS-0342, KICS, cfn_nag F38)": [allow("iam:PassRole")],
  "passes any role of the account": [allow("iam:PassRole", "arn:aws:iam::111122223333:role/*")],
  "passes a role to a function of its own (CKV_AWS_110, 286)": [
    allow(["iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"]),
  ],
  "passes a role to an instance of its own": [allow(["iam:PassRole", "ec2:RunInstances"])],
  "an action that AWS has not (CL W3037, parliament)": [allow("s3:GetObjectt", object)],
  "a service that AWS has not": [allow("dynamo:GetItem", table)],
  "an operation's name for an action": [allow("s3:ListObjectsV2", "arn:aws:s3:::orders")],
  "objects by the bucket's ARN (parliament RESOURCE_MISMATCH)": [allow("s3:GetObject", "arn:aws:s3:::orders")],
  "a star compared as it is": [allow("s3:GetObject", object, when("StringEquals", "aws:PrincipalTag/team", "ord*"))],
};

const good: Readonly<Record<string, readonly Words[]>> = {
  "reads one bucket": [allow("s3:GetObject", object), allow("s3:ListBucket", "arn:aws:s3:::orders")],
  "lists buckets, which takes a star": [allow("s3:ListAllMyBuckets")],
  "traces, which takes a star": [allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"])],
  "logs in to the registry": [allow(["ecr:GetAuthorizationToken"])],
  "logs in to the public registry": [allow(["ecr-public:GetAuthorizationToken", "sts:GetServiceBearerToken"])],
  "a Deny of everything": [
    { Effect: "Deny", Action: "*", Resource: "*", ...when("NotIpAddress", "aws:SourceIp", "192.0.2.0/24") },
  ],
  "a Deny by pattern": [{ Effect: "Deny", Action: "s3:Delete*", Resource: "*" }],
  "a Deny of all but some": [{ Effect: "Deny", NotAction: ["iam:ChangePassword"], Resource: "*" }],
  "writes to one table": [allow(["dynamodb:PutItem", "dynamodb:UpdateItem"], table)],
  "writes to tables with a name's start": [allow("dynamodb:PutItem", `${table}-*`)],
  "one home in a bucket": [
    allow("s3:GetObject", "arn:aws:s3:::homes/home/${aws:PrincipalTag/name}/*"),
    allow("s3:ListBucket", "arn:aws:s3:::homes", when("StringLike", "s3:prefix", "home/${aws:PrincipalTag/name}/*")),
  ],
  "decrypts under a condition on the source (checkov #5305)": [
    allow("dynamodb:GetItem", "*", when("StringEquals", "aws:ResourceTag/team", "orders")),
  ],
  "passes one role to one service": [
    allow(
      "iam:PassRole",
      "arn:aws:iam::111122223333:role/task",
      when("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com"),
    ),
  ],
  "becomes one role": [allow("sts:AssumeRole", "arn:aws:iam::444455556666:role/reader")],
  "reads one secret": [
    allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/db-AbCdEf"),
  ],
  "reads parameters below a path": [
    allow("ssm:GetParametersByPath", "arn:aws:ssm:eu-west-1:111122223333:parameter/orders/*"),
  ],
  "decrypts with one key": [
    allow("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
  ],
  "network interfaces of a function": [
    allow(["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"]),
  ],
};

async function found(statements: readonly Words[], form: (statements: readonly Words[]) => string) {
  const text = form(statements);
  const findings = await lintDirectory(temporaryDirectory({ "main.tf": text }), { profile: "strict" });
  expect(findings.filter(({ rule }) => rule === "syntax")).toEqual([]);
  return findings
    .filter(({ rule }) => rule.startsWith("iam/"))
    .map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);
}

describe.each(Object.entries(forms))("as %s", (_, form) => {
  test.each(Object.entries(bad).filter(([, statements]) => form(statements) !== "" && statements.length > 0))(
    "found: %s",
    async (_, statements) => {
      expect(await found(statements, form)).not.toEqual([]);
    },
  );

  test.each(Object.entries(good).filter(([, statements]) => form(statements) !== ""))(
    "silent: %s",
    async (_, statements) => {
      expect(await found(statements, form)).toEqual([]);
    },
  );
});
