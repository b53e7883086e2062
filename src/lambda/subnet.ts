import { couldBe, type Resource, refersTo, stringOf } from "../terraform/index.ts";
import type { Stack } from "./stack.ts";

/** Why a subnet is a public one; undefined where nothing says so. */
export function publicReason(subnet: Resource, stack: Stack): string | undefined {
  if (subnet.body.boolean("map_public_ip_on_launch") === true) return "it gives its instances public addresses";
  const tables = stack
    .resources("aws_route_table_association")
    .filter(({ body }) => refersTo(body.value("subnet_id"), subnet))
    .flatMap(({ body }) =>
      stack.resources("aws_route_table").filter((table) => refersTo(body.value("route_table_id"), table)),
    );
  return tables.some((table) => leadsToInternet(table, stack))
    ? "its route table leads to an internet gateway"
    : undefined;
}

function leadsToInternet(table: Resource, stack: Stack): boolean {
  const inline = table.body.blocks("route").filter(({ isCertain }) => isCertain);
  const own = stack.resources("aws_route").filter(({ body }) => refersTo(body.value("route_table_id"), table));
  const routes = [
    ...inline.map((block) => ({ block, to: block.value("cidr_block") })),
    ...own.map(({ body }) => ({ block: body, to: body.value("destination_cidr_block") })),
  ];
  return routes.some(({ block, to }) => {
    const gateway = block.value("gateway_id");
    const isGateway =
      stack.resources("aws_internet_gateway").some((one) => refersTo(gateway, one)) ||
      stringOf(gateway)?.startsWith("igw-") === true;
    return isGateway && to.kind === "known" && couldBe(to, "0.0.0.0/0");
  });
}
