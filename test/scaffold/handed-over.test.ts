import { expect, test } from "vitest";
import { formatHcl } from "../../src/hcl/index.ts";
import { handedOver } from "../../src/scaffold/handed-over.ts";

const handOver = { role: "aws_iam_role.function", to: "local.role_policies" };
const value = `locals {
  role_policies = {}
}`;

test("policies become entries of the value with their comments, and those of other roles stay", () => {
  const text = `${value}

resource "aws_iam_role" "other" { name = "other" } # not of the policy

# Why it may
# do that.
resource "aws_iam_role_policy" "logs" {
  role   = aws_iam_role.function.id
  policy = jsonencode({ Statement = [{ Resource = "*" }] })
  name   = "logs" # as it is called
}

resource "aws_iam_role_policy" "other" {
  role   = aws_iam_role.other.id
  policy = jsonencode({})
}
`;
  expect(over(text)).toBe(`locals {
  role_policies = {
    # Why it may
    # do that.
    logs = jsonencode({ Statement = [{ Resource = "*" }] })
  }
}

resource "aws_iam_role" "other" { name = "other" } # not of the policy

resource "aws_iam_role_policy" "other" {
  role   = aws_iam_role.other.id
  policy = jsonencode({})
}
`);
});

test("nothing depends on policies, and references to them become references to the value", () => {
  const text = `${value}

resource "aws_iam_role_policy" "logs" {
  name   = "logs"
  role   = aws_iam_role.function.id
  policy = jsonencode({})
}

resource "aws_lambda_function" "one" {
  publish = true # for the alias

  # Only then.
  depends_on = [aws_iam_role_policy.logs]
}

resource "aws_lambda_function" "two" {
  environment {
    variables = { TOLD = "\${aws_iam_role_policy.logs.policy} and \${aws_iam_role_policy.logs_of_others.policy}" }
  }

  depends_on = [
    aws_iam_role_policy.logs,
    # It logs.
    aws_cloudwatch_log_group.this,
  ]
}
`;
  expect(over(text)).toBe(`locals {
  role_policies = {
    logs = jsonencode({})
  }
}

resource "aws_lambda_function" "one" {
  publish = true # for the alias
}

resource "aws_lambda_function" "two" {
  environment {
    variables = { TOLD = "\${local.role_policies.logs} and \${aws_iam_role_policy.logs_of_others.policy}" }
  }

  depends_on = [
    # It logs.
    aws_cloudwatch_log_group.this,
  ]
}
`);
});

test.each([
  [
    "aws_iam_role_policy",
    "for_each = var.policies\n  name     = each.key\n  role     = aws_iam_role.function.id\n  policy = each.value",
  ],
  ["aws_iam_role_policy_attachment", "role = aws_iam_role.function.name\n  policy_arn = var.policy_arn"],
])("a template with a policy that no entry can express is an error: %s", (type, text) => {
  expect(() => over(`resource "${type}" "extra" {\n  ${text}\n}\n`)).toThrow(`${type}.extra cannot be handed over`);
});

function over(text: string): string {
  return formatHcl(handedOver(new Map([["iam.tf", text]]), handOver).get("iam.tf") ?? "");
}
