import { defineRule } from "../rule.ts";
import { guardedPorts, type OpenIngress, openIngresses, openPorts } from "../shared/resources/open-ingress.ts";

/** What sites and APIs are offered at. */
const PUBLIC_PORTS: ReadonlySet<number> = new Set([80, 443]);

const example = (cidr: string) => `resource "aws_security_group" "orders" {
  name   = "orders"
  vpc_id = "vpc-0a1b2c3d4e5f60718"
}

resource "aws_vpc_security_group_ingress_rule" "orders" {
  security_group_id = aws_security_group.orders.id
  cidr_ipv4         = "${cidr}"
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
}`;

export default defineRule({
  summary: "The whole internet may connect to a port other than 80 and 443",
  severity: "info",
  profile: "all",
  since: "0.1",
  peers: { trivy: ["AWS-0107"], kics: ["unknown_port_exposed_to_internet"], cfn_nag: ["W2", "W27"] },
  source: "AWS Security Hub user guide, Amazon EC2 controls: EC2.18 (2026-11)",
  why: `Clients of an API use HTTPS. What listens on another port is mostly meant for a load balancer, a gateway or a function,
whose security groups can be named.`,
  ignoreWhen: "The port offers another protocol to everyone.",
  bad: example("0.0.0.0/0"),
  good: example("10.0.0.0/16"),
  check({ stack }) {
    const others = openIngresses(stack).filter((ingress) => guardedPorts(ingress) === undefined);
    return openPorts(others, otherPorts, "Name the security group or the addresses that need it");
  },
});

/** The ports that are opened, in words; undefined where they are those of the web, or not known. */
function otherPorts({ ports, protocol }: OpenIngress): string | undefined {
  if (!ports || protocol === undefined || protocol.startsWith("icmp")) return undefined;
  const { from, to } = ports;
  if (from === to && PUBLIC_PORTS.has(from)) return undefined;
  return from === to ? `port ${from}` : `ports ${from} to ${to}`;
}
