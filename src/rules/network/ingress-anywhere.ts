import { functionGroups, rulesOf } from "../../lambda/index.ts";
import {
  type BlockValue,
  elementsOrSelf,
  encloses,
  isCallersChoice,
  numberOf,
  type Resource,
  stringOf,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const RULES = ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule"] as const;

/** Ports at which machines are administered or databases, caches and brokers listen: nobody offers these to everyone. */
const GUARDED: ReadonlyMap<number, string> = new Map([
  [22, "SSH"],
  [23, "Telnet"],
  [445, "SMB"],
  [1433, "SQL Server"],
  [1521, "Oracle"],
  [2049, "NFS"],
  [3306, "MySQL"],
  [3389, "RDP"],
  [5432, "PostgreSQL"],
  [5439, "Redshift"],
  [5601, "Kibana"],
  [6379, "Redis"],
  [9092, "Kafka"],
  [9200, "OpenSearch"],
  [11211, "Memcached"],
  [27017, "MongoDB"],
]);

/** The arguments of rules that name where traffic comes from. */
const SOURCES = ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"];
const EVERYWHERE = new Set(["0.0.0.0/0", "::/0"]);

const example = (cidr: string) => `resource "aws_security_group" "orders" {
  name   = "orders-db"
  vpc_id = "vpc-0a1b2c3d4e5f60718"
}

resource "aws_vpc_security_group_ingress_rule" "orders" {
  security_group_id = aws_security_group.orders.id
  cidr_ipv4         = "${cidr}"
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
}`;

export default defineRule({
  summary: "The whole internet may connect to a port of a database or of administration",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277"],
    trivy: ["AWS-0107"],
    kics: ["unrestricted_security_group_ingress", "sensitive_port_is_exposed_to_entire_network"],
    cfn_nag: ["W2", "W9"],
  },
  source: "Amazon VPC user guide, Security groups: best practices (2026-11)",
  why: `Such ports are found and tried within minutes. What listens there today may have no public address, but the next machine or
database that gets the group may.`,
  ignoreWhen: "Everyone is meant to connect, as to a database for the public.",
  bad: example("0.0.0.0/0"),
  good: example("10.0.0.0/16"),
  check({ stack }) {
    // nothing can connect to a function: network/ingress-to-function says so
    const harmless = new Set(
      functionGroups(stack).flatMap(({ group }) => rulesOf(group, "ingress", stack).map(({ block }) => block)),
    );
    const inline = ["aws_security_group", "aws_default_security_group"]
      .flatMap((type) => stack.resources(type))
      .flatMap((group) => group.body.blocks("ingress").map((block) => ({ resource: group, block })));
    const own = RULES.flatMap((type) => stack.resources(type))
      .filter(({ type, body }) => type !== "aws_security_group_rule" || body.string("type") === "ingress")
      .map((rule) => ({ resource: rule, block: rule.body }));
    return [...inline, ...own]
      .filter(({ block }) => !harmless.has(block))
      .flatMap(({ resource, block }) => opened(resource, block));
  },
});

function opened(resource: Resource, block: BlockValue): RuleFinding[] {
  const source = SOURCES.find((name) => isEverywhere(resource, name, block));
  if (!block.isCertain || source === undefined) return [];
  const ports = guardedPorts(resource, block);
  if (!ports) return [];
  return [
    {
      at: block.place(source),
      resource: resource.address,
      message: `${resource} lets the whole internet connect to ${ports}`,
      help: "Name the security group or the addresses that need it, or reach the machine through Session Manager",
    },
  ];
}

function isEverywhere(resource: Resource, name: string, block: BlockValue): boolean {
  if (isCallersChoice(resource, name, block)) return false;
  const value = block.value(name);
  // an element that a variable's default adds is not everybody's
  return elementsOrSelf(value).elements.some(
    (element) => EVERYWHERE.has(stringOf(element) ?? "") && encloses(value.place, element.place),
  );
}

/** The guarded ports that a rule opens, in words. */
function guardedPorts(resource: Resource, block: BlockValue): string | undefined {
  const protocol = block.string("protocol") ?? block.string("ip_protocol");
  if (protocol === "-1" || protocol === "all") return "every port";
  if (protocol !== "tcp" && protocol !== "6") return undefined;
  const [from, to] = ["from_port", "to_port"].map((name) => numberOf(block.value(name)));
  if (from === undefined || to === undefined || isCallersChoice(resource, "from_port", block)) return undefined;
  const names = [...GUARDED].filter(([port]) => port >= from && port <= to).map(([port, name]) => `${port} (${name})`);
  if (names.length === 0) return undefined;
  return names.length > 3 ? `ports ${from} to ${to}` : `port ${names.join(", ")}`;
}
