import { expect, test } from "vitest";
import { iamAction } from "../../src/aws/iam-actions.ts";
import { OPERATION_EXCEPTIONS, REQUEST_DEPENDENT } from "../../src/aws/sdk-exceptions.ts";
import { actionsForOperationName, iamPrefixOf, operationPermissions } from "../../src/aws/sdk-operations.ts";

test.each([
  ["client", "@aws-sdk/client-dynamodb", "dynamodb"],
  ["client", "@aws-sdk/client-sfn", "states"],
  ["client", "client-cloudwatch-logs", "logs"],
  ["client", "@aws-sdk/client-apigatewaymanagementapi", "execute-api"],
  ["client", "@aws-sdk/client-bedrock-runtime", "bedrock"],
  ["client", "@aws-sdk/client-cloudwatch", "cloudwatch"],
  ["boto3", "stepfunctions", "states"],
  ["boto3", "s3", "s3"],
  ["boto3", "logs", "logs"],
  ["boto3", "cognito-idp", "cognito-idp"],
  ["boto3", "sesv2", "ses"],
  ["boto3", "iot-data", "iot"],
  ["boto3", "secretsmanager", "secretsmanager"],
  ["v2", "DynamoDB", "dynamodb"],
  ["v2", "StepFunctions", "states"],
  ["v2", "CloudWatchEvents", "events"],
] as const)("%s %s has the prefix %s", (naming, name, prefix) => {
  expect(iamPrefixOf(naming, name)).toBe(prefix);
});

test("unknown services have no operations", () => {
  for (const name of ["", "nothing", "__proto__", "constructor"]) {
    for (const naming of ["client", "boto3", "v2"] as const) expect(iamPrefixOf(naming, name)).toBeUndefined();
  }
});

test.each([
  ["dynamodb", "put_item", ["dynamodb:PutItem"]],
  ["s3", "getObject", ["s3:GetObject"]],
  ["s3", "list_objects_v2", ["s3:ListBucket"]],
  ["s3", "CopyObject", ["s3:GetObject", "s3:PutObject"]],
  ["rds", "describe_db_instances", ["rds:DescribeDBInstances"]],
  ["lambda", "Invoke", ["lambda:InvokeFunction"]],
  ["sts", "get_caller_identity", []],
])("%s %s needs %j", (prefix, operation, actions) => {
  expect(operationPermissions(prefix, operation)).toEqual({ kind: "all", actions });
});

test("an operation whose actions depend on the request is marked, and an unknown one is undefined", () => {
  expect(operationPermissions("dynamodb", "transact_write_items")?.kind).toBe("any");
  expect(operationPermissions("s3", "frobnicate")).toBeUndefined();
  expect(operationPermissions("", "")).toBeUndefined();
});

test("an operation's name used as an action leads to the action", () => {
  expect(actionsForOperationName("s3:ListObjectsV2")).toEqual(["s3:ListBucket"]);
  expect(actionsForOperationName("sqs:SendMessageBatch")).toEqual(["sqs:SendMessage"]);
  expect(actionsForOperationName("s3:GetObject")).toBeUndefined();
  expect(actionsForOperationName("sts:GetCallerIdentity")).toBeUndefined();
});

test("every exception names actions that exist", () => {
  for (const [operation, actions] of Object.entries({ ...OPERATION_EXCEPTIONS, ...REQUEST_DEPENDENT })) {
    for (const action of actions) expect(iamAction(action), `${operation} → ${action}`).toBeDefined();
  }
});
