import type { BlockValue, Resource, Value } from "../terraform/index.ts";

/** How a function is called: the caller waits, the event is queued by Lambda, or Lambda itself polls the source. */
export type Invocation = "synchronous" | "asynchronous" | "polled";

/** What a function can be called by. */
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
  | "firehose"
  | "pipe"
  | "lex"
  | "alexa"
  | "code"
  | "other-polled"
  | "other";

/** Something in the configuration that calls a function. */
export interface Trigger {
  readonly kind: TriggerKind;
  readonly invocation: Invocation | "unknown";
  /** The resource that makes the connection: the mapping, permission, notification, target. */
  readonly connection: Resource;
  /** The block of the connection that names the function, where it is not the resource itself. */
  readonly block: BlockValue;
  /** The argument of `block` that names the function. */
  readonly argument: string;
  /** The queue, stream, bucket, topic or rule behind it, where it is declared here. */
  readonly source: Resource | undefined;
  /** What names the function. */
  readonly target: Value;
}
