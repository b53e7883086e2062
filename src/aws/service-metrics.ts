import { didYouMean } from "./did-you-mean.ts";

/** What is known about the metrics of a service. */
export interface ServiceMetrics {
  /**
   * The dimension that holds a resource's name (or ARN, if the dimension is called so), and the type of that resource.
   */
  readonly nameDimension: string;
  readonly type: string;
  /** The metric that a wrong name most likely stands for; undefined where the name is right, or may be. */
  rightMetric(name: string): string | undefined;
  /** The same for the name of a dimension. */
  rightDimension(name: string): string | undefined;
}

const words = (text: string): readonly string[] => text.split(/\s+/);

/** Attributes of a queue, and common names for its metrics, that are not metrics. */
const QUEUE_WORDS: ReadonlyMap<string, string> = new Map([
  ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesVisible"],
  ["ApproximateNumberOfVisibleMessages", "ApproximateNumberOfMessagesVisible"],
  ["NumberOfMessagesVisible", "ApproximateNumberOfMessagesVisible"],
  ["ApproximateNumberOfMessagesInQueue", "ApproximateNumberOfMessagesVisible"],
  ["AgeOfOldestMessage", "ApproximateAgeOfOldestMessage"],
]);

/**
 * By namespace. Amazon SQS developer guide, "Available CloudWatch metrics for Amazon SQS"; Amazon SNS developer guide,
 * "Amazon SNS metrics" and "Dimensions"; Amazon API Gateway developer guide, "Amazon API Gateway dimensions and
 * metrics" and those of HTTP and WebSocket APIs; AWS Step Functions developer guide, "Monitoring with CloudWatch"
 * (2026-11). A name that is not similar to a known one may be newer than these lists.
 */
export const namespaceMetrics: ReadonlyMap<string, ServiceMetrics> = new Map([
  [
    "AWS/SQS",
    metricsOf(
      "QueueName",
      "aws_sqs_queue",
      words(`ApproximateAgeOfOldestMessage ApproximateNumberOfMessagesDelayed ApproximateNumberOfMessagesNotVisible
ApproximateNumberOfMessagesVisible NumberOfEmptyReceives NumberOfMessagesDeleted NumberOfMessagesReceived
NumberOfMessagesSent NumberOfDeduplicatedSentMessages SentMessageSize ApproximateNumberOfGroupsWithInflightMessages
ApproximateNumberOfNoisyGroups ApproximateNumberOfMessagesVisibleInQuietGroups
ApproximateNumberOfMessagesNotVisibleInQuietGroups ApproximateNumberOfMessagesDelayedInQuietGroups
ApproximateAgeOfOldestMessageInQuietGroups`),
      ["QueueName"],
      QUEUE_WORDS,
    ),
  ],
  [
    "AWS/SNS",
    metricsOf(
      "TopicName",
      "aws_sns_topic",
      words(`NumberOfMessagesPublished NumberOfNotificationsDelivered NumberOfNotificationsFailed
NumberOfNotificationsFilteredOut NumberOfNotificationsFilteredOut-MessageAttributes
NumberOfNotificationsFilteredOut-MessageBody NumberOfNotificationsFilteredOut-InvalidAttributes
NumberOfNotificationsFilteredOut-NoMessageAttributes NumberOfNotificationsFilteredOut-InvalidMessageBody
NumberOfNotificationsRedrivenToDlq NumberOfNotificationsFailedToRedriveToDlq PublishSize SMSMonthToDateSpentUSD
SMSSuccessRate`),
      ["TopicName", "Application", "Platform", "Country", "SMSType"],
    ),
  ],
  [
    "AWS/ApiGateway",
    metricsOf(
      "ApiName",
      "aws_api_gateway_rest_api",
      words(`4XXError 5XXError CacheHitCount CacheMissCount Count IntegrationLatency Latency DataProcessed
ConnectCount MessageCount IntegrationError ClientError ExecutionError`),
      words("ApiName ApiId Stage Method Resource Route"),
    ),
  ],
  [
    "AWS/States",
    metricsOf(
      "StateMachineArn",
      "aws_sfn_state_machine",
      words(`ExecutionTime ExecutionThrottled ExecutionsAborted ExecutionsFailed ExecutionsStarted ExecutionsSucceeded
ExecutionsTimedOut ExecutionsRedriven RedrivenExecutionsAborted RedrivenExecutionsFailed RedrivenExecutionsSucceeded
RedrivenExecutionsTimedOut ExpressExecutionMemory ExpressExecutionBilledDuration ExpressExecutionBilledMemory
ActivityRunTime ActivityScheduleTime ActivityTime ActivitiesFailed ActivitiesHeartbeatTimedOut ActivitiesScheduled
ActivitiesStarted ActivitiesSucceeded ActivitiesTimedOut LambdaFunctionRunTime LambdaFunctionScheduleTime
LambdaFunctionTime LambdaFunctionsFailed LambdaFunctionsScheduled LambdaFunctionsStarted LambdaFunctionsSucceeded
LambdaFunctionsTimedOut ServiceIntegrationRunTime ServiceIntegrationScheduleTime ServiceIntegrationTime
ServiceIntegrationsFailed ServiceIntegrationsScheduled ServiceIntegrationsStarted ServiceIntegrationsSucceeded
ServiceIntegrationsTimedOut ProvisionedBucketSize ProvisionedRefillRate ConsumedCapacity ThrottledEvents
OpenExecutionCount OpenExecutionLimit ApproximateOpenMapRunCount OpenMapRunLimit ApproximateMapRunBacklogSize
AliasExecutions AliasExecutionsFailed`),
      words(`StateMachineArn ActivityArn LambdaFunctionArn ServiceIntegrationResourceArn ServiceMetric APIName StateTransition
Alias Version`),
    ),
  ],
]);

function metricsOf(
  nameDimension: string,
  type: string,
  metrics: readonly string[],
  dimensions: readonly string[],
  mistaken: ReadonlyMap<string, string> = new Map(),
): ServiceMetrics {
  const kind = nameDimension.replace(/(?:Name|Arn)$/, "");
  const isForName = new RegExp(`^${kind}_?(?:name|arn|url)?$`, "i");
  return {
    nameDimension,
    type,
    rightMetric: (name) => (metrics.includes(name) ? undefined : (mistaken.get(name) ?? didYouMean(name, metrics))),
    rightDimension: (name) => {
      if (dimensions.includes(name)) return undefined;
      return isForName.test(name) ? nameDimension : didYouMean(name, dimensions);
    },
  };
}

/**
 * Namespaces of the services around Lambda (Amazon CloudWatch user guide, "AWS services that publish metrics",
 * 2026-11).
 */
const NAMESPACES = words(`AWS/ApiGateway AWS/AppSync AWS/ApplicationELB AWS/CloudFront AWS/Cognito AWS/DynamoDB AWS/EC2
AWS/ECS AWS/EFS AWS/ElastiCache AWS/Events AWS/EventBridge/Pipes AWS/Firehose AWS/IoT AWS/Kafka AWS/Kinesis AWS/Lambda
AWS/Logs AWS/NetworkELB AWS/RDS AWS/S3 AWS/Scheduler AWS/SecretsManager AWS/SES AWS/SNS AWS/SQS AWS/States AWS/WAFV2
AWS/X-Ray`);

/** The namespace that a name stands for if it differs from one only in case; undefined where it is right, or may be. */
export function nearNamespace(name: string): string | undefined {
  if (NAMESPACES.includes(name) || !/^aws[/.:-]/i.test(name)) return undefined;
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  return NAMESPACES.find((one) => plain(one) === plain(name));
}
