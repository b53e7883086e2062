import { networkMembers } from "../../lambda/index.ts";
import { isAlways, isCallersChoice, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const SUBNETS = "subnets";
const TYPE = "load_balancer_type";

const example = (subnets: string) => `resource "aws_subnet" "first" {
  vpc_id            = "vpc-0a1b2c3d4e5f60718"
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "second" {
  vpc_id            = "vpc-0a1b2c3d4e5f60718"
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1b"
}

resource "aws_lb" "orders" {
  name    = "orders"
  subnets = [${subnets}]
}`;

export default defineRule({
  summary: "A load balancer has one subnet where it needs two, or two in one availability zone",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3680"] },
  source:
    "Elastic Load Balancing API reference, CreateLoadBalancer: Subnets; kasmtech/terraform#5 and robertdebock/terraform-aws-vault#5 for the errors (2026-11)",
  why: `An application load balancer, which is the kind that calls functions, needs subnets in at least two availability zones, and
no load balancer may have two subnets in one zone. AWS refuses it in the middle of an apply.`,
  bad: example("aws_subnet.first.id"),
  good: example("aws_subnet.first.id, aws_subnet.second.id"),
  check({ stack }) {
    return ["aws_lb", "aws_alb"]
      .flatMap((type) => stack.resources(type))
      .filter(({ body }) => body.hasBlock("subnet_mapping") === "no")
      .filter((balancer) => !isCallersChoice(balancer, SUBNETS))
      .flatMap(misplaced);
  },
});

function misplaced(balancer: Resource): RuleFinding[] {
  const { body, address } = balancer;
  const { members, isComplete } = networkMembers(body.value(SUBNETS), "subnet");
  const subnets = [...new Set(members.flatMap(({ resource }) => resource ?? []))];
  const found = { at: body.place(SUBNETS), resource: address };
  const help = "Name a subnet in each of at least two availability zones";
  const [first, ...others] = subnets;
  if (isComplete && members.length === 1 && first && isApplication(balancer) && isInOrdinaryZone(first))
    return [
      {
        ...found,
        message: `${balancer} is only in ${first}, but an application load balancer needs subnets in two availability zones`,
        help,
      },
    ];
  for (const [index, second] of others.entries()) {
    const zone = zoneOf(second);
    const twin = zone === undefined ? undefined : subnets.slice(0, index + 1).find((one) => zoneOf(one) === zone);
    if (twin)
      return [
        {
          ...found,
          message: `${balancer} is in ${twin} and ${second}, which are both in ${zone}, but may be in one subnet of a zone`,
          help,
          related: [twin, second].map((subnet) => ({
            at: subnet.body.place(ZONE),
            message: "the zone of this subnet",
          })),
        },
      ];
  }
  return [];
}

function isApplication(balancer: Resource): boolean {
  return isLeftOut(balancer, TYPE) || isAlways(balancer, TYPE, "application");
}

const ZONE = "availability_zone";
/** A zone of a region; a Local Zone, of which one is enough, has the name of its city. */
const ORDINARY_ZONE = /^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/;

/** The zone that a subnet is certainly in, as it is written. */
function zoneOf(subnet: Resource): string | undefined {
  const zone = isOwn(subnet) && !isCallersChoice(subnet, ZONE) ? subnet.body.string(ZONE) : undefined;
  return zone !== undefined && ORDINARY_ZONE.test(zone) ? zone : undefined;
}

/** Without a zone, AWS chooses one of the region. */
function isInOrdinaryZone(subnet: Resource): boolean {
  const isUnsaid = [ZONE, "availability_zone_id"].every((name) => isLeftOut(subnet, name));
  return isOwn(subnet) && (isUnsaid || zoneOf(subnet) !== undefined);
}

/** A subnet that is created here, in the region and not on an Outpost, where one is enough. */
function isOwn(subnet: Resource): boolean {
  return subnet.mode === "managed" && subnet.type === "aws_subnet" && isLeftOut(subnet, "outpost_arn");
}
