import type { Stack } from "../../lambda/index.ts";
import { type BlockValue, isCallersChoice, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const example = (subnet: string) => `resource "aws_nat_gateway" "shop" {
  allocation_id = "eipalloc-0a1b2c3d4e5f60718"
  subnet_id     = aws_subnet.${subnet}.id
}

resource "aws_subnet" "public" {
  vpc_id     = "vpc-0a1b2c3d4e5f60718"
  cidr_block = "10.0.0.0/24"
}

resource "aws_subnet" "private" {
  vpc_id     = "vpc-0a1b2c3d4e5f60718"
  cidr_block = "10.0.1.0/24"
}

resource "aws_route_table" "private" {
  vpc_id = "vpc-0a1b2c3d4e5f60718"

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.shop.id
  }
}

resource "aws_route_table_association" "private" {
  subnet_id      = aws_subnet.private.id
  route_table_id = aws_route_table.private.id
}`;

export default defineRule({
  summary: "A NAT gateway is in a subnet whose default route leads to a NAT gateway",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon VPC user guide, NAT gateway basics; Troubleshoot NAT gateways: Instances cannot access the internet (2026-11)",
  why: `A NAT gateway reaches the internet by the routes of the subnet that it is in, so it belongs in a public one, whose default
route is an internet gateway. Here its traffic goes back to a NAT gateway, and every call of a function behind it hangs.`,
  bad: example("private"),
  good: example("public"),
  check({ stack }) {
    return stack.resources("aws_nat_gateway").flatMap((gateway) => {
      const { body } = gateway;
      const isPublic = body.isSet("connectivity_type") === "no" || body.string("connectivity_type") === "public";
      const subnet = referredOfType(body.value("subnet_id"), "aws_subnet");
      if (!isPublic || subnet?.mode !== "managed" || isCallersChoice(gateway, "connectivity_type")) return [];
      const route = defaultRoutes(subnet, stack).find(leadsToNat);
      if (!route) return [];
      return [
        {
          at: body.place("subnet_id"),
          resource: gateway.address,
          message: `${gateway} is in ${subnet}, whose default route leads to a NAT gateway, not to the internet`,
          help: "Move it to a public subnet, whose default route leads to an internet gateway",
          related: [{ at: route.place(), message: "the route of its subnet" }],
        },
      ];
    });
  },
});

const EVERYWHERE = "0.0.0.0/0";

/** The default routes in the tables that a subnet is certainly associated with. */
function defaultRoutes(subnet: Resource, stack: Stack): readonly BlockValue[] {
  const tables = stack
    .referring("aws_route_table_association", "subnet_id", subnet)
    .filter(({ isCertain }) => isCertain)
    .flatMap(({ body }) => referredOfType(body.value("route_table_id"), "aws_route_table") ?? []);
  return tables.flatMap((table) => [
    ...table.body.blocks("route").filter((block) => block.isCertain && block.string("cidr_block") === EVERYWHERE),
    ...stack
      .referring("aws_route", "route_table_id", table)
      .filter(({ body, isCertain }) => isCertain && body.string("destination_cidr_block") === EVERYWHERE)
      .map(({ body }) => body),
  ]);
}

function leadsToNat(route: BlockValue): boolean {
  return ["nat_gateway_id", "gateway_id"].some((name) => referredOfType(route.value(name), "aws_nat_gateway"));
}
