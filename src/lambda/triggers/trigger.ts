import type { BlockValue, Resource, Value } from "../../terraform/index.ts";

/** How a function is invoked: the caller waits, Lambda queues the event, or Lambda itself polls the source. */
export type Invocation = "synchronous" | "asynchronous" | "polled";

/** The kinds of things that can invoke a function. */
export type TriggerKind =
  | "sqs"
  | "kinesis"
  | "dynamodb"
  | "msk"
  | "self-managed-kafka"
  | "mq"
  | "documentdb"
  | "s3"
  | "sns"
  | "event-rule"
  | "schedule"
  | "rest-api"
  | "http-api"
  | "api-gateway"
  | "load-balancer"
  | "function-url"
  | "logs"
  | "cognito"
  | "iot"
  | "ses"
  | "config"
  | "state-machine"
  | "cloudfront"
  | "secret-rotation"
  | "appsync"
  | "appsync-authorizer"
  | "agent"
  | "file-transfer"
  | "firehose"
  | "pipe"
  | "lex"
  | "alexa"
  | "alarm"
  | "code"
  | "other-polled"
  | "other";

/** Something in the configuration that invokes a function. */
export interface Trigger {
  readonly kind: TriggerKind;
  readonly invocation: Invocation | "unknown";
  /** The resource that makes the connection: the mapping, permission, notification or target. */
  readonly connection: Resource;
  /** The block of the connection that names the function, which may be the resource's body. */
  readonly block: BlockValue;
  /** The argument of `block` that names the function. */
  readonly argument: string;
  /** The queue, stream, bucket, topic or rule behind it, if it is declared here. */
  readonly source: Resource | undefined;
  /** The value that names the function. */
  readonly target: Value;
}
