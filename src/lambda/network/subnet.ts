import {
  allReferences,
  couldBe,
  type Resource,
  referredResources,
  stringOf,
  type Value,
} from "../../terraform/index.ts";
import type { Stack } from "../stack.ts";

/** Why a subnet is public; undefined if nothing shows that. */
export function publicReason(subnet: Resource, stack: Stack): string | undefined {
  if (subnet.body.boolean("map_public_ip_on_launch") === true) return "it gives its instances public addresses";
  const tables = stack
    .referring("aws_route_table_association", "subnet_id", subnet)
    .flatMap(({ body }) => managed(body.value("route_table_id"), "aws_route_table"));
  return tables.some((table) => leadsToInternet(table, stack))
    ? "its route table leads to an internet gateway"
    : undefined;
}

function leadsToInternet(table: Resource, stack: Stack): boolean {
  const inline = table.body.blocks("route").filter(({ isCertain }) => isCertain);
  const own = stack.referring("aws_route", "route_table_id", table);
  const routes = [
    ...inline.map((block) => ({ block, to: block.value("cidr_block") })),
    ...own.map(({ body }) => ({ block: body, to: body.value("destination_cidr_block") })),
  ];
  return routes.some(({ block, to }) => {
    const gateway = block.value("gateway_id");
    const isGateway =
      managed(gateway, "aws_internet_gateway").length > 0 || stringOf(gateway)?.startsWith("igw-") === true;
    return isGateway && to.kind === "known" && couldBe(to, "0.0.0.0/0");
  });
}

/** The managed resources of a type that a value refers to. */
function managed(value: Value, type: string): readonly Resource[] {
  return referredResources(value).filter((resource) => resource.type === type && resource.mode === "managed");
}

/** Filters that match all subnets of a network, or the default ones. */
const WIDE_FILTERS: ReadonlySet<string | undefined> = new Set([
  "vpc-id",
  "vpcId",
  "default-for-az",
  "defaultForAz",
  "availability-zone",
]);

/** Whether a data source or resource represents the default VPC's own subnets. */
export function isOfDefaultNetwork({ type, body }: Resource): boolean {
  if (type === "aws_default_subnet") return true;
  if (body.isSet("tags") !== "no") return false;
  const filters = body.blocks("filter");
  if (!body.knowsAllBlocks("filter") || !filters.every((filter) => WIDE_FILTERS.has(filter.string("name"))))
    return false;
  const networks = [
    ...filters
      .filter((filter) => /^vpc-?id$/i.test(filter.string("name") ?? ""))
      .map((filter) => filter.value("values")),
    ...(type === "aws_subnet_ids" ? [body.value("vpc_id")] : []),
  ].flatMap((value) => allReferences(value).map(({ resource }) => resource));
  return (
    (type === "aws_subnets" || type === "aws_subnet_ids") && networks.length > 0 && networks.every(isDefaultNetwork)
  );
}

function isDefaultNetwork({ type, body }: Resource): boolean {
  return type === "aws_default_vpc" || (type === "aws_vpc" && body.boolean("default") === true);
}
