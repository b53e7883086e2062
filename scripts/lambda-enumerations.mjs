// Values that the AWS Lambda API accepts, by the Terraform argument that is handed to it as it is.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SOURCES, sourceFolder } from "./data-sources.mjs";

/** Terraform argument → enumeration of the API. `runtime` is left out: src/aws/runtimes.ts knows more of it. */
export const LAMBDA_ENUMERATIONS = {
  "aws_lambda_function.architectures": "Architecture",
  "aws_lambda_function.package_type": "PackageType",
  "aws_lambda_function.publish_to": "FunctionVersionLatestPublished",
  "aws_lambda_function.logging_config.application_log_level": "ApplicationLogLevel",
  "aws_lambda_function.logging_config.log_format": "LogFormat",
  "aws_lambda_function.logging_config.system_log_level": "SystemLogLevel",
  "aws_lambda_function.snap_start.apply_on": "SnapStartApplyOn",
  "aws_lambda_function.tenancy_config.tenant_isolation_mode": "TenantIsolationMode",
  "aws_lambda_function.tracing_config.mode": "TracingMode",
  "aws_lambda_code_signing_config.policies.untrusted_artifact_on_deployment": "CodeSigningPolicy",
  "aws_lambda_event_source_mapping.function_response_types": "FunctionResponseType",
  "aws_lambda_event_source_mapping.starting_position": "EventSourcePosition",
  "aws_lambda_event_source_mapping.document_db_event_source_config.full_document": "FullDocument",
  "aws_lambda_event_source_mapping.metrics_config.metrics": "EventSourceMappingMetric",
  "aws_lambda_event_source_mapping.source_access_configuration.type": "SourceAccessType",
  "aws_lambda_function_recursion_config.recursive_loop": "RecursiveLoop",
  "aws_lambda_function_url.authorization_type": "FunctionUrlAuthType",
  "aws_lambda_function_url.invoke_mode": "InvokeMode",
  "aws_lambda_layer_version.compatible_architectures": "Architecture",
  "aws_lambda_permission.function_url_auth_type": "FunctionUrlAuthType",
  "aws_lambda_runtime_management_config.update_runtime_on": "UpdateRuntimeOn",
};

let declarations;

/** The values of an enumeration in the API's model. */
export function lambdaEnumeration(name) {
  declarations ??= readFileSync(join(sourceFolder(SOURCES.lambdaClient), "dist-types/models/enums.d.ts"), "utf8");
  const body = new RegExp(`export declare const ${name}: \\{([^}]*)\\}`).exec(declarations)?.[1];
  if (!body) throw new Error(`the Lambda API has no enumeration ${name}`);
  return [...body.matchAll(/readonly \w+: "([^"]+)"/g)].map(([, value]) => value);
}
