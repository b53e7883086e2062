import { type LambdaFunction, needsOf } from "../../../lambda/index.ts";
import { allReferences, type Resource } from "../../../terraform/index.ts";

/** Resources that are only reached through the service that they belong to. */
const OF_SERVICES = [
  "aws_sqs_queue",
  "aws_sns_topic",
  "aws_dynamodb_table",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
  "aws_ssm_parameter",
  "aws_sfn_state_machine",
  "aws_kinesis_stream",
  "aws_cloudwatch_event_bus",
];

/**
 * What a function certainly calls: it is told of it in its environment, and its role allows more on it than Lambda
 * needs for triggers and failed events.
 */
export function calledBy(fn: LambdaFunction): Resource | undefined {
  const forLambda = new Set(needsOf(fn).flatMap(({ actions }) => actions.map((action) => action.toLowerCase())));
  const told = fn.environmentVariables
    .flatMap(({ value }) => allReferences(value).map(({ resource }) => resource))
    .filter(({ type, mode }) => mode === "managed" && OF_SERVICES.includes(type));
  return told.find((resource) =>
    fn.role?.statements.some(({ effect, actions, isNegatedAction, statement }) => {
      const isOn = statement?.resources.values.some((value) =>
        allReferences(value).some((reference) => reference.resource === resource),
      );
      const isMore = actions.some((action) => !forLambda.has(action.toLowerCase()));
      return effect === "Allow" && isOn && isMore && !isNegatedAction;
    }),
  );
}
