import { fullNameOf, type IamAction } from "./iam-service.ts";
import { matchesWildcard } from "./wildcard.ts";

/**
 * What AWS's data says about the resources of a statement with this action: one must be named, one may be named, or
 * none can be (then `Resource` has to be `*`).
 */
export type ResourceSupport = "required" | "optional" | "none";

/** What AWS's data alone says about an action; `canBeNarrowed` knows more. */
export function resourceSupport(action: IamAction): ResourceSupport {
  if (action.resourceTypes.length === 0) return "none";
  return action.resourceTypes.some((type) => type.required) ? "required" : "optional";
}

/**
 * Actions whose resource types are all optional although every call has a resource. The types are alternatives (an
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
 * Actions that are granted on `*` in practice although a resource type is marked as required: the resource does not
 * exist before the call, or has no ARN that could be written down.
 * - ecr:GetAuthorizationToken and the like have no resource type and need no entry here.
 * - sns:Publish is not listed: a phone number has no ARN, but a topic has.
 */
const STAR_IN_PRACTICE: readonly string[] = [
  "cloudformation:ValidateTemplate",
  "ce:*",
  "sts:GetFederationToken",
  "rds:Describe*",
  // on the id that the previous call returned
  "logs:GetQueryResults",
  "logs:StopQuery",
  "transcribe:*TranscriptionJob",
];

/**
 * Whether `Resource: "*"` is wider than this action needs. False where it has to be `*`, where it may be and often must
 * be (`cloudwatch:PutMetricData`), and where nothing is known: a miss is better than a false alarm.
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
 * Actions on the network interfaces that Lambda creates in a VPC. The interfaces' ids are unknown beforehand, so AWS's
 * own policy (AWSLambdaVPCAccessExecutionRole) grants these on `*`. They can be narrowed in general, but not for a
 * function in a VPC.
 */
const NETWORK_INTERFACE_ACTIONS: ReadonlySet<string> = new Set([
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
]);

/** Whether Lambda itself needs the action on `*` for a function, or an event source, in a VPC. */
export function isNetworkInterfaceAction(action: IamAction): boolean {
  return NETWORK_INTERFACE_ACTIONS.has(fullNameOf(action));
}
