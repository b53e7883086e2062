import { grouped } from "../../grouped.ts";
import { isSameForCallers, type Stack } from "../../lambda/index.ts";
import { type Resource, referredOfType, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const CIDR = "cidr_block";

const example = (second: string) => `resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "${second}"
}`;

/** A range of addresses, as numbers. */
interface Range {
  readonly first: number;
  readonly last: number;
}

export default defineRule({
  summary: "A subnet is outside its VPC's range, too small or too large, or two subnets overlap",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon VPC user guide, Subnet CIDR blocks (2026-11)",
  why: `The addresses of a subnet must be part of its VPC's, from 16 to 65536 of them, and must not belong to another subnet. Otherwise AWS refuses the
subnet, and the apply stops halfway, with the VPC created and no function in it.`,
  bad: example("10.1.1.0/24"),
  good: example("10.0.1.0/24"),
  check({ stack }) {
    const byVpc = grouped(stack.resources("aws_subnet"), ({ body }) => {
      const vpc = referredOfType(body.value("vpc_id"), "aws_vpc");
      return vpc?.mode === "managed" && !vpc.isSymbolic ? [vpc] : [];
    });
    return [
      ...stack.resources("aws_subnet").flatMap(wrongSize),
      ...[...byVpc].flatMap(([vpc, subnets]) => [...outside(vpc, subnets, stack), ...overlapping(subnets)]),
    ];
  },
});

/** Lengths of prefixes that AWS accepts for the IPv4 addresses of a subnet. */
const LENGTHS = { min: 16, max: 28 };

function wrongSize(subnet: Resource): RuleFinding[] {
  const { body, module } = subnet;
  const text = body.string(CIDR) ?? "";
  const length = /^[\d.]+\/(\d+)$/.exec(text)?.[1];
  if (length === undefined || !isSameForCallers(body.value(CIDR), module)) return [];
  if (Number(length) >= LENGTHS.min && Number(length) <= LENGTHS.max) return [];
  return [
    {
      at: body.place(CIDR),
      resource: subnet.address,
      message: `${subnet} has ${text}, but AWS accepts /${LENGTHS.min} to /${LENGTHS.max} for a subnet`,
      help: `Use a prefix of ${LENGTHS.min} to ${LENGTHS.max} bits`,
    },
  ];
}

function outside(vpc: Resource, subnets: readonly Resource[], stack: Stack): RuleFinding[] {
  const own = rangeOf(vpc);
  // a VPC may have further address blocks
  if (!own || stack.resources("aws_vpc_ipv4_cidr_block_association").length > 0) return [];
  return subnets.flatMap((subnet) => {
    const range = rangeOf(subnet);
    if (!range || (range.first >= own.first && range.last <= own.last)) return [];
    return [
      {
        at: subnet.body.place(CIDR),
        resource: subnet.address,
        message: `${subnet} has ${subnet.body.string(CIDR)}, which is not in ${vpc.body.string(CIDR)} of ${vpc}`,
        // a call cannot refer to what it makes
        help: vpc.module.directory.isStandIn
          ? `Use a part of ${vpc.body.string(CIDR)}`
          : `Use a part of it, for example cidrsubnet(${vpc}.cidr_block, 8, 1)`,
        related: [{ at: vpc.body.place(CIDR), message: "the addresses of the VPC" }],
      },
    ];
  });
}

function overlapping(subnets: readonly Resource[]): RuleFinding[] {
  const known = subnets
    .flatMap((subnet) => {
      const range = subnet.isCertain && !subnet.isSymbolic ? rangeOf(subnet) : undefined;
      return range ? [{ subnet, range }] : [];
    })
    .sort((a, b) => a.range.first - b.range.first);
  return known.flatMap(({ subnet, range }, i): RuleFinding[] => {
    const before = known[i - 1];
    if (!before || before.range.last < range.first) return [];
    return [
      {
        at: subnet.body.place(CIDR),
        resource: subnet.address,
        message: `${subnet} has ${subnet.body.string(CIDR)}, which overlaps ${before.subnet.body.string(CIDR)} of ${before.subnet}`,
        help: "Give each subnet its own addresses",
        related: [{ at: before.subnet.body.place(CIDR), message: "the same addresses" }],
      },
    ];
  });
}

/** The addresses of a VPC or subnet, if they are the same for all callers of the module. */
function rangeOf({ body, module }: Resource): Range | undefined {
  const value = body.value(CIDR);
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(stringOf(value) ?? "");
  if (!parts || !isSameForCallers(value, module)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, length = 0] = parts.slice(1).map(Number);
  if ([a, b, c, d].some((part) => part > 255) || length > 32) return undefined;
  const size = 2 ** (32 - length);
  const first = Math.floor((((a * 256 + b) * 256 + c) * 256 + d) / size) * size;
  return { first, last: first + size - 1 };
}
