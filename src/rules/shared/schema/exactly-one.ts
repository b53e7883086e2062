/** What a rule of a security group applies to. */
const OTHER_SIDES = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"];

/**
 * The arguments and blocks of which the provider requires exactly one, by the type of the resource (AWS provider,
 * `ExactlyOneOf` in the source of each resource, 2026-11). Those of routes are in `route-arguments.ts`.
 */
export const EXACTLY_ONE: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws_acm_certificate", ["domain_name", "private_key", "private_key_wo"]],
  ["aws_network_acl_rule", ["cidr_block", "ipv6_cidr_block"]],
  ["aws_route_table_association", ["subnet_id", "gateway_id"]],
  ["aws_s3_bucket_acl", ["acl", "access_control_policy"]],
  ["aws_ssm_parameter", ["value", "insecure_value", "value_wo"]],
  ["aws_vpc_security_group_egress_rule", OTHER_SIDES],
  ["aws_vpc_security_group_ingress_rule", OTHER_SIDES],
]);
