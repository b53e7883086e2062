/** A dimension that a metric is recorded with, beside another one that is given. */
export interface NeededDimension {
  /** The given dimension, and the metrics for which it is not enough; without metrics, all of the namespace. */
  readonly given: string;
  readonly metrics?: readonly string[];
  /** One of these has to be given too. */
  readonly needed: readonly string[];
  /** The value that is usually meant. */
  readonly usual?: string;
}

const OF_OPERATIONS = ["ThrottledRequests", "SystemErrors", "SuccessfulRequestLatency", "ReturnedItemCount"];
const OF_REQUESTS = [
  "AllRequests",
  "GetRequests",
  "PutRequests",
  "4xxErrors",
  "5xxErrors",
  "FirstByteLatency",
  "TotalRequestLatency",
];

/**
 * By namespace, for services around Lambda. CloudWatch does not sum up over dimensions: an alarm on fewer than a metric
 * is recorded with gets no data. Amazon DynamoDB developer guide, "DynamoDB metrics and dimensions"; Amazon CloudFront
 * developer guide, "Getting metrics using the API"; AWS WAF developer guide, "AWS WAF metrics and dimensions"; Amazon
 * S3 user guide, "Metrics and dimensions"; Amazon API Gateway developer guide, "Amazon API Gateway dimensions and
 * metrics" (2026-11).
 */
export const neededDimensions: ReadonlyMap<string, readonly NeededDimension[]> = new Map([
  ["AWS/DynamoDB", [{ given: "TableName", metrics: OF_OPERATIONS, needed: ["Operation"] }]],
  ["AWS/CloudFront", [{ given: "DistributionId", needed: ["Region"], usual: "Global" }]],
  [
    "AWS/WAFV2",
    [
      {
        given: "WebACL",
        needed: ["Rule", "ManagedRuleGroup", "RuleGroup", "LabelName", "Country", "Attack", "Device"],
        usual: "ALL",
      },
    ],
  ],
  [
    "AWS/S3",
    [
      { given: "BucketName", metrics: ["BucketSizeBytes"], needed: ["StorageType"], usual: "StandardStorage" },
      { given: "BucketName", metrics: ["NumberOfObjects"], needed: ["StorageType"], usual: "AllStorageTypes" },
      { given: "BucketName", metrics: OF_REQUESTS, needed: ["FilterId"] },
    ],
  ],
  ["AWS/ApiGateway", [{ given: "Stage", needed: ["ApiName", "ApiId"] }]],
]);

/** Metrics of DynamoDB that are recorded for an account in a region as a whole (see above). */
export const accountMetrics: ReadonlySet<string> = new Set(["UserErrors"]);
