/**
 * AWS managed policies that make a function's role an administrator, or let it become one: each opens several of the
 * escalation paths of pathfinding.cloud (2025-12-17), evaluated on the policies' statements of 2026-09.
 */
export const ADMINISTRATIVE_POLICIES: ReadonlySet<string> = new Set([
  "AdministratorAccess",
  "PowerUserAccess",
  "IAMFullAccess",
  "AWSLambda_FullAccess",
  "AmazonSageMakerFullAccess",
  "AmazonECS_FullAccess",
  "AWSGlueConsoleFullAccess",
  "AWSCloudFormationFullAccess",
]);

/**
 * Managed policies that serve one feature of a function and are useless to a function without it (AWS Lambda developer
 * guide, AWS managed policies for Lambda, 2026-11).
 */
export const FEATURE_POLICIES: ReadonlyMap<string, "sqs" | "kinesis" | "dynamodb" | "msk" | "vpc" | "tracing"> =
  new Map([
    ["AWSLambdaSQSQueueExecutionRole", "sqs"],
    ["AWSLambdaKinesisExecutionRole", "kinesis"],
    ["AWSLambdaDynamoDBExecutionRole", "dynamodb"],
    ["AWSLambdaMSKExecutionRole", "msk"],
    ["AWSLambdaVPCAccessExecutionRole", "vpc"],
    ["AWSLambdaENIManagementAccess", "vpc"],
    ["AWSXRayDaemonWriteAccess", "tracing"],
  ]);
