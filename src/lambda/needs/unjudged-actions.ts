import { matchesWildcard } from "../../aws/wildcard.ts";

/**
 * Actions of which the code does not tell whether they are used: they serve other ones (those of Kafka serve the
 * poller), affect no more than an error message, or are needed for requests that no operation of an SDK makes, such as
 * signed ones to the address of a domain, an API or a database.
 */
const NOT_JUDGED: readonly string[] = [
  ..."appconfig cloudwatch ec2 ecr elasticfilesystem iam kafka kafka-cluster kms logs mq rds-db sts xray"
    .split(" ")
    .map((service) => `${service}:*`),
  ..."aoss aps cassandra dax ec2messages execute-api neptune-db osis ssmmessages vpc-lattice-svcs"
    .split(" ")
    .map((service) => `${service}:*`),
  ...["appsync:GraphQL", "dsql:DbConnect*", "elasticache:Connect", "es:ESHttp*", "lambda:InvokeFunctionUrl"],
  ...["iot:Connect", "iot:Publish", "iot:Receive", "iot:Subscribe", "memorydb:Connect", "s3express:CreateSession"],
  ...["redshift*:Get*Credentials*", "ssm:UpdateInstanceInformation", "transcribe:StartStreamTranscription*"],
  ..."AbortMultipartUpload Get*Version GetBucketLocation ListBucket ListMultipartUploadParts *Tagging"
    .split(" ")
    .map((name) => `s3:${name}`),
  ...["*:Describe*", "*:List*"],
];

/**
 * What services do with the permissions of their caller, by the actions that let them (2026-11): Amazon Athena user
 * guide, Access to databases and tables; AWS CloudFormation user guide, Control access with IAM; Systems Manager user
 * guide, Automation; the Start… requests of Transcribe, Rekognition and Textract; Amazon Polly developer guide,
 * Asynchronous synthesis; DynamoDB developer guide, Exporting to Amazon S3; Lambda developer guide, identity-based
 * policies; Amazon Bedrock user guide, Request access to models.
 */
const WITH_CALLERS_PERMISSIONS: readonly (readonly [caller: string, used: readonly string[]])[] = [
  ["athena:Start*", ["s3:*", "glue:*", "lakeformation:*", "lambda:InvokeFunction"]],
  ["bedrock:*", ["bedrock:*", "aws-marketplace:*", "s3:*"]],
  ["cloudformation:*", ["*:*"]],
  ["dynamodb:ExportTableToPointInTime", ["s3:*"]],
  ["dynamodb:ImportTable", ["s3:*"]],
  ["lambda:CreateFunction", ["s3:GetObject"]],
  ["lambda:PublishLayerVersion", ["s3:GetObject"]],
  ["lambda:UpdateFunctionCode", ["s3:GetObject"]],
  ["polly:StartSpeechSynthesisTask", ["s3:PutObject", "sns:Publish"]],
  ["rds-data:*", ["secretsmanager:GetSecretValue"]],
  ["redshift-data:*", ["secretsmanager:GetSecretValue"]],
  ["rekognition:*", ["s3:GetObject", "s3:PutObject"]],
  ["servicecatalog:*", ["*:*"]],
  ["ssm:StartAutomationExecution", ["*:*"]],
  ["ssm:StartChangeRequestExecution", ["*:*"]],
  ["textract:*", ["s3:GetObject", "s3:PutObject"]],
  ["transcribe:Start*", ["s3:*"]],
];

/** Requests that may tag the resource that they create, which requires a separate permission. */
const TAGGING = /:(?:(?:Add|Create)?(?:Resource)?Tags?\w*|CreateOrUpdateTags)$/;
const MAKING = /:(?:Allocate|Copy|Create|Import|Put|Register|Request|Restore|Run|Start)\w*$/;

/** Whether what a function is known to need tells if it uses an action. */
export function isJudged(action: string, needed: readonly string[]): boolean {
  if (NOT_JUDGED.some((pattern) => matchesWildcard(pattern, action))) return false;
  const [service = ""] = action.split(":");
  const isMaking = needed.some((each) => each.startsWith(`${service}:`) && MAKING.test(each));
  if (TAGGING.test(action) && isMaking) return false;
  return !WITH_CALLERS_PERMISSIONS.some(
    ([caller, used]) =>
      used.some((pattern) => matchesWildcard(pattern, action)) && needed.some((each) => matchesWildcard(caller, each)),
  );
}
