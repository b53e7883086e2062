import { apiEnumerationsAsOf } from "./api-enumerations.ts";
import { iamPack } from "./iam-service.ts";
import { managedPoliciesAsOf } from "./managed-policies.ts";
import { providerSchema } from "./provider-schema.ts";
import { runtimesAsOf } from "./runtimes.ts";
import { s3BackendAsOf, s3BackendVersion } from "./s3-backend.ts";

/** How old each body of data is: what it was taken from, and the day (YYYY-MM-DD) up to which it is right. */
export function dataDates(): readonly { readonly data: string; readonly asOf: string }[] {
  return [
    { data: "Lambda runtimes", asOf: runtimesAsOf() },
    { data: "IAM actions", asOf: iamPack().date },
    { data: "AWS managed policies", asOf: managedPoliciesAsOf() },
    { data: "Enumerations of AWS's APIs", asOf: apiEnumerationsAsOf() },
    { data: `AWS provider ${providerSchema().version("aws")}`, asOf: providerSchema().date },
    { data: `S3 backend of Terraform ${s3BackendVersion()}`, asOf: s3BackendAsOf() },
  ];
}
