import { expect, test } from "vitest";
import { toGlobalPrincipal, triggerSourceOfType, triggerSourcesOfPrincipal } from "../../src/aws/principals.ts";

test.each([
  ["aws_s3_bucket", "s3.amazonaws.com", "permission"],
  ["aws_sqs_queue", "sqs.amazonaws.com", "poll"],
  ["aws_scheduler_schedule", "scheduler.amazonaws.com", "role"],
  ["aws_apigatewayv2_api", "apigateway.amazonaws.com", "permission"],
])("%s invokes as %s by %s", (type, principal, invocation) => {
  expect(triggerSourceOfType(type)).toMatchObject({ principal, invocation });
});

test("only a bucket's ARN lacks the account among sources that have an ARN", () => {
  expect(triggerSourceOfType("aws_s3_bucket")?.arnHasAccount).toBe(false);
  expect(triggerSourceOfType("aws_sns_topic")?.arnHasAccount).toBe(true);
});

test("regional principals and those of other partitions are recognised", () => {
  expect(triggerSourcesOfPrincipal("logs.eu-central-1.amazonaws.com").map((each) => each.kind)).toEqual([
    "log-subscription",
  ]);
  expect(triggerSourcesOfPrincipal("apigateway.amazonaws.com").map((each) => each.kind)).toEqual([
    "http-api",
    "rest-api",
  ]);
  expect(toGlobalPrincipal("logs.us-gov-west-1.amazonaws.com")).toBe("logs.amazonaws.com");
  expect(toGlobalPrincipal("s3.amazonaws.com.cn")).toBe("s3.amazonaws.com");
  expect(toGlobalPrincipal("lambda.alarms.cloudwatch.amazonaws.com")).toBe("lambda.alarms.cloudwatch.amazonaws.com");
  expect(triggerSourcesOfPrincipal("123456789012")).toEqual([]);
});
