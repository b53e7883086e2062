import { defineRule } from "../rule.ts";
import { guardedPorts, openIngresses, openPorts } from "../shared/resources/open-ingress.ts";

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
  summary: "The whole internet may connect to a database or administration port",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277"],
    trivy: ["AWS-0107"],
    kics: [
      ...["unrestricted_security_group_ingress", "sensitive_port_is_exposed_to_entire_network"],
      "security_group_with_unrestricted_access_to_ssh",
    ],
    cfn_nag: ["W2", "W9"],
  },
  source: "Amazon VPC user guide, Security groups: best practices (2026-11); RFC 1918; RFC 6598",
  why: `Such ports are found and attacked within minutes. What listens there today may have no public address, but the next machine
or database that gets the group may. The same goes for a network with too short a prefix: most of 172.0.0.0/8 is not private.`,
  ignoreWhen: "Everyone is meant to connect, for example to a public database.",
  bad: example("0.0.0.0/0"),
  good: example("10.0.0.0/16"),
  check({ stack }) {
    return openPorts(
      openIngresses(stack),
      guardedPorts,
      "Name the security group or the addresses that need it, or reach the machine through Session Manager",
    );
  },
});
