/** What a block of the AWS provider's configuration may hold. */
export interface ConfigurationBlock {
  readonly arguments: readonly string[];
  readonly blocks: ReadonlyMap<string, ConfigurationBlock>;
  /** Anything may stand in it, as it has a name for every service. */
  readonly isOpen?: boolean;
}

/**
 * The configuration of the AWS provider, with all that one of its versions 3.75, 4.67.0, 5.100.0 and 6.66.0 knows
 * (schemas, as their bindings have them: @cdktf/provider-aws 5.0.52, 15.0.0 and 20.1.0, @cdktn/provider-aws 25.7.0).
 */
export const AWS_PROVIDER: ConfigurationBlock = {
  arguments: [
    "access_key",
    "allowed_account_ids",
    "custom_ca_bundle",
    "ec2_metadata_service_endpoint",
    "ec2_metadata_service_endpoint_mode",
    "forbidden_account_ids",
    "http_proxy",
    "https_proxy",
    "insecure",
    "max_retries",
    "no_proxy",
    "profile",
    "region",
    "retry_mode",
    "s3_force_path_style",
    "s3_us_east_1_regional_endpoint",
    "s3_use_path_style",
    "secret_key",
    "shared_config_files",
    "shared_credentials_file",
    "shared_credentials_files",
    "skip_credentials_validation",
    "skip_get_ec2_platforms",
    "skip_metadata_api_check",
    "skip_region_validation",
    "skip_requesting_account_id",
    "sts_region",
    "tag_policy_compliance",
    "token",
    "token_bucket_rate_limiter_capacity",
    "use_dualstack_endpoint",
    "use_fips_endpoint",
    "user_agent",
  ],
  blocks: new Map([
    [
      "assume_role",
      leaf([
        "duration",
        "duration_seconds",
        "external_id",
        "policy",
        "policy_arns",
        "role_arn",
        "session_name",
        "source_identity",
        "tags",
        "transitive_tag_keys",
      ]),
    ],
    [
      "assume_role_with_web_identity",
      leaf([
        "duration",
        "policy",
        "policy_arns",
        "role_arn",
        "session_name",
        "web_identity_token",
        "web_identity_token_file",
      ]),
    ],
    ["default_tags", leaf(["tags"])],
    ["endpoints", { ...leaf([]), isOpen: true }],
    ["ignore_tags", leaf(["key_prefixes", "keys"])],
  ]),
};

function leaf(names: readonly string[]): ConfigurationBlock {
  return { arguments: names, blocks: new Map() };
}
