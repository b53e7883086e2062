import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository, runCli } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const cwd = `${repository}fixtures/rules/iam/code-unused-permission/wrong`;

test("the table shows what is needed, for what, and what is not used", () => {
  const { exitCode, stdout, stderr } = runCli(["permissions"], { cwd });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/^aws_lambda_function\.orders {2}role aws_iam_role\.orders · code orders\/app\.py$/m);
  expect(stdout).toMatch(/^ {2}dynamodb:PutItem +aws_dynamodb_table\.orders\.arn +orders\/app\.py:9 +yes$/m);
  expect(stdout).toMatch(/^ {2}logs:CreateLogGroup .* MISSING$/m);
  expect(stdout).toContain("dynamodb:DeleteItem  aws_iam_role_policy.orders (main.tf:");
});

test("the documentation shows the real output", () => {
  const shown = readFileSync(`${repository}docs/permissions.md`, "utf8");
  const { stdout } = runCli(["permissions"], { cwd });
  expect(shown).toContain(`    $ lambda-tf permissions\n${stdout.replaceAll(/^(?=.)/gm, "    ")}`);
});

test("the other formats contain the same", () => {
  const json = JSON.parse(runCli(["permissions", "--format", "json"], { cwd }).stdout);
  expect(json.functions[0].unused.map(({ action }: { action: string }) => action)).toEqual([
    "dynamodb:DeleteItem",
    "ses:SendEmail",
  ]);
  const [policy] = json.policies;
  expect(policy.replaces).toEqual(["aws_iam_role_policy.orders"]);
  expect(runCli(["permissions", "--format", "hcl"], { cwd }).stdout).toBe(policy.hcl);
  expect(policy.hcl).toContain("# In place of aws_iam_role_policy.orders.");
  expect(runCli(["permissions", "--format", "markdown"], { cwd }).stdout).toContain(`\`\`\`hcl\n${policy.hcl}\`\`\``);
});

test("state machines are listed after the functions, in every format", () => {
  const directory = `${repository}fixtures/permissions/order-flow`;
  const table = runCli(["permissions"], { cwd: directory }).stdout;
  expect(table).toMatch(
    /aws_lambda_function\.start .*\n(?:.*\n)+aws_sfn_state_machine\.orders {2}role aws_iam_role\.orders$/m,
  );
  expect(table).toMatch(
    /^ {2}sqs:SendMessage +aws_sqs_queue\.orders\.arn +for its state "Hand on" \(main\.tf:\d+\) +MISSING$/m,
  );
  const markdown = runCli(["permissions", "--format", "markdown"], { cwd: directory }).stdout;
  expect(markdown).toMatch(/^### <code>.*machine\.reports<\/code>$/m);
  const json = JSON.parse(runCli(["permissions", "--format", "json"], { cwd: directory }).stdout);
  expect(json.policies[1].stateMachines).toEqual(["aws_sfn_state_machine.orders", "aws_sfn_state_machine.reports"]);
});

test("the directory given on the command line is part of every place", () => {
  const { stdout } = runCli(["permissions", "wrong"], { cwd: join(cwd, "..") });
  expect(stdout).toMatch(/dynamodb:PutItem .* wrong\/orders\/app\.py:9 /);
});

test("an error is reported in one sentence", () => {
  expect(runCli(["permissions", "--format", "yaml"], { cwd })).toMatchObject({ exitCode: 2 });
  expect(runCli(["permissions", "nowhere"], { cwd }).stderr).toContain("nowhere");
  const broken = temporaryDirectory();
  writeFileSync(join(broken, "main.tf"), 'resource "aws_lambda_function" "x" {\n');
  const { exitCode, stderr } = runCli(["permissions"], { cwd: broken });
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^main\.tf:\d+: /);
});

const role = (more: string) => `resource "aws_iam_role" "job" {
  name = "job"
${more}  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "job" {
  role = aws_iam_role.job.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "logs:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalTag/team" = "a" } } },
    ]
  })
}

resource "aws_lambda_function" "job" {
  function_name = "job"
  role          = aws_iam_role.job.arn
}
`;

test("functions of several roots are listed below the name of their root, and a policy that they share is printed once", () => {
  const call = 'module "job" {\n  source = "../modules/job"\n}\n';
  const directory = temporaryDirectory({
    "modules/job/main.tf": role(""),
    "production/main.tf": call,
    "staging/main.tf": call,
  });
  const { stdout } = runCli(["permissions"], { cwd: directory });
  expect(stdout.match(/^(?:production|staging)$/gm)).toEqual(["production", "staging"]);
  const hcl = runCli(["permissions", "--format", "hcl"], { cwd: directory }).stdout;
  expect(hcl.match(/^resource "aws_iam_role_policy"/gm)).toHaveLength(1);
  expect(runCli(["permissions", "--format", "markdown"], { cwd: directory }).stdout).toContain(
    "## <code>staging</code>",
  );
  expect(runCli(["permissions"], { cwd: join(directory, "staging") }).stdout).not.toMatch(/^\.$/m);
  // a root that is asked for alone comes with what it calls elsewhere, and without the other roots
  const alone = runCli(["permissions", "staging"], { cwd: directory }).stdout;
  expect(alone).toMatch(/^module\.job\.aws_lambda_function\.job /m);
  expect(alone).not.toContain("production");
});

test("a grant with a condition shows the condition", () => {
  const directory = temporaryDirectory({
    "main.tf": role('  permissions_boundary = "arn:aws:iam::111122223333:policy/b"\n'),
  });
  const { stdout } = runCli(["permissions"], { cwd: directory });
  expect(stdout).toMatch(
    /conditionally \(condition on aws:PrincipalTag\/team; boundary arn:aws:iam::111122223333:policy\/b\)$/m,
  );
});
