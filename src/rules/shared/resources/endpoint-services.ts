import { didYouMean } from "../../../aws/did-you-mean.ts";
import { isCallersChoice, knownPrefix, knownSuffix, type Resource, stringOf } from "../../../terraform/index.ts";

/**
 * The endpoints of services around Lambda with names long enough for recognizing misspellings (AWS PrivateLink guide,
 * 2026-11).
 */
const SERVICES: ReadonlySet<string> = new Set([
  ...["secretsmanager", "execute-api", "monitoring", "dynamodb", "kinesis-streams", "kinesis-firehose", "ssmmessages"],
  ...["ec2messages", "elasticfilesystem", "bedrock-runtime", "cognito-idp", "codedeploy", "codebuild", "appconfig"],
  ...["appconfigdata", "lambda", "events", "states"],
]);
/** The endpoint names of services that differ from the service's name, by what people call the service. */
const NAMED_OTHERWISE: ReadonlyMap<string, string> = new Map([
  ["cloudwatch", "monitoring"],
  ["cloudwatch-logs", "logs"],
  ["cloudwatchlogs", "logs"],
  ["dynamo", "dynamodb"],
  ["ecr", "ecr.api"],
  ["eventbridge", "events"],
  ["firehose", "kinesis-firehose"],
  ["kinesis", "kinesis-streams"],
  ["secrets", "secretsmanager"],
  ["secrets-manager", "secretsmanager"],
  ["sfn", "states"],
  ["step-functions", "states"],
  ["stepfunctions", "states"],
]);
/** Shorter names are similar to too many others. */
const SHORTEST = 6;

/** The AWS service of an endpoint: the last part of its name, after a region that need not be known. */
export function endpointService(endpoint: Resource): string | undefined {
  const value = endpoint.body.value("service_name");
  const text = stringOf(value);
  const [, service] =
    text !== undefined
      ? (/^com\.amazonaws\.[a-z]{2,}(?:-[a-z]+)+-\d+\.([a-z0-9.-]+)$/.exec(text) ?? [])
      : knownPrefix(value) === "com.amazonaws."
        ? (/^\.([a-z0-9.-]+)$/.exec(knownSuffix(value)) ?? [])
        : [];
  if (service === undefined) return undefined;
  const at = endpoint.body.place("service_name");
  // a variable region leaves the service as written
  const isWritten = at.file.slice(at).endsWith(`.${service}"`);
  return isWritten || !isCallersChoice(endpoint, "service_name") ? service : undefined;
}

/** The name of a service's endpoint, for a service that has none under its own name. */
export function endpointName(service: string): string | undefined {
  if (SERVICES.has(service)) return undefined;
  return NAMED_OTHERWISE.get(service) ?? (service.length < SHORTEST ? undefined : didYouMean(service, SERVICES));
}
