import { fullNameOf, type IamAction } from "./iam-service.ts";
import { matchesWildcard } from "./wildcard.ts";

/**
 * What AWS's data says of resources in a statement with this action: it names one that must be given, names only
 * ones that may be, or none at all (then `Resource` has to be `*`).
 */
export type ResourceSupport = "required" | "optional" | "none";

/** What AWS's data alone says of an action; `canBeNarrowed` knows better. */
export function resourceSupport(action: IamAction): ResourceSupport {
  if (action.resourceTypes.length === 0) return "none";
  return action.resourceTypes.some((type) => type.required) ? "required" : "optional";
}

/**
 * Actions whose resource types are all optional although every call has a resource: the types are alternatives (an
 * object may be reached through its bucket or an access point), so AWS's data cannot mark any of them as required.
 * Service Authorization Reference with the API reference of each service, 2026-11.
 */
const NARROWABLE_OPTIONALS: readonly string[] = [
  "s3:*Object*",
  "s3:*Bucket*",
  "s3:AbortMultipartUpload",
  "s3:BypassGovernanceRetention",
  "s3:ListMultipartUploadParts",
  "events:PutEvents",
  "events:*Rule",
  "events:*Targets",
  "events:ListTargetsByRule",
  "events:DeleteEventBus",
  "events:UpdateEventBus",
  "events:DescribeEventBus",
  "execute-api:Invoke",
  "es:ESHttp*",
  "lambda:*ProvisionedConcurrencyConfig",
  "translate:*ParallelData",
  "translate:*Terminology",
  "rds:St*ActivityStream",
];

/**
 * Actions that are granted on `*` in practice though a resource type is marked as required: the resource does not exist
 * before the call, or has no ARN that could be written down.
 * - ecr:GetAuthorizationToken and the like have no type at all and need no entry here.
 * - sns:Publish to a phone number has no ARN; but publishing to a topic has, so it is not listed.
 */
const STAR_IN_PRACTICE: readonly string[] = [
  "cloudformation:ValidateTemplate",
  "ce:*",
  "sts:GetFederationToken",
  "rds:Describe*",
  // by the id that the call before gave out
  "logs:GetQueryResults",
  "logs:StopQuery",
  "transcribe:*TranscriptionJob",
];

/**
 * Whether `Resource: "*"` is wider than it has to be for this action. False where it has to be `*`, where it may and
 * often must be (`cloudwatch:PutMetricData`), and where nothing is known: it is better to miss than to be wrong.
 */
export function canBeNarrowed(action: IamAction): boolean {
  const name = fullNameOf(action);
  const listed = (patterns: readonly string[]) => patterns.some((pattern) => matchesWildcard(pattern, name));
  switch (resourceSupport(action)) {
    case "none":
      return false;
    case "required":
      return !listed(STAR_IN_PRACTICE);
    case "optional":
      return listed(NARROWABLE_OPTIONALS);
  }
}

/**
 * Network interfaces that Lambda creates in a VPC: their ids are unknown beforehand, so AWS's own policy
 * (AWSLambdaVPCAccessExecutionRole) grants these on `*`. Narrowable in general; not for a function in a VPC.
 */
const NETWORK_INTERFACE_ACTIONS: ReadonlySet<string> = new Set([
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
]);

/** Whether Lambda itself needs the action on `*` for a function in a VPC or an event source in one. */
export function isNetworkInterfaceAction(action: IamAction): boolean {
  return NETWORK_INTERFACE_ACTIONS.has(fullNameOf(action));
}
