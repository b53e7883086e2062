/**
 * The targets of a route, of which the provider requires exactly one (aws_route, argument reference, AWS provider
 * 6.66.0).
 */
export const ROUTE_TARGETS: readonly string[] = [
  ...["gateway_id", "nat_gateway_id", "transit_gateway_id", "vpc_endpoint_id", "vpc_peering_connection_id"],
  ...["network_interface_id", "egress_only_gateway_id", "carrier_gateway_id", "core_network_arn", "local_gateway_id"],
  ...["odb_network_arn", "instance_id"],
];

/** The destinations of a route, of which it also requires exactly one. */
export const ROUTE_DESTINATIONS: readonly string[] = [
  ...["destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id"],
];
