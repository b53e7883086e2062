import { functionGroups, type GroupRule, rulesOf } from "../../lambda/index.ts";
import { type BlockValue, elementsOrSelf, isCallersChoice, stringOf } from "../../terraform/index.ts";
import { defineRule, type Edit } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { isEveryAddress } from "../shared/resources/every-address.ts";

const example = (opening: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
    security_group_ids = [aws_security_group.orders.id]
  }
}

resource "aws_security_group" "orders" {
  vpc_id = "vpc-0a1b2c3d4e5f60718"

  egress {
${opening}
  }
}`;

export default defineRule({
  summary: "A function may connect to any address on any port",
  severity: "info",
  profile: "all",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_382"], trivy: ["AWS-0104"] },
  source: "Amazon VPC user guide, Security group rules (2026-11)",
  why: `Malicious code in a dependency can send whatever it finds anywhere. Most functions talk to one database and a few services,
which can be named.`,
  ignoreWhen: "The function has to reach addresses that are not known in advance.",
  bad: example(`    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]`),
  good: example(`    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = ["sg-1a1b2c3d4e5f60718"]`),
  check({ stack }) {
    return functionGroups(stack).flatMap(({ group, fn }) =>
      rulesOf(group, "egress", stack)
        .filter(isOpen)
        .map(({ at, block }) => ({
          at,
          resource: group.address,
          message: `${group} lets ${fn} connect to any address on any port`,
          help: "Name the ports and the groups, prefix lists or addresses that the function talks to",
          suggestions: suggestionOf("Allow only outgoing connections to port 443", ...httpsAlone(block)),
        })),
    );
  },
});

function isOpen({ holder, block }: GroupRule): boolean {
  const protocol = block.string("protocol") ?? block.string("ip_protocol");
  if (protocol !== "-1" && protocol !== "all") return false;
  return ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"].some(
    (name) =>
      elementsOrSelf(block.value(name)).elements.some((element) => isEveryAddress(stringOf(element) ?? "")) &&
      !isCallersChoice(holder, name, block),
  );
}

function httpsAlone(block: BlockValue): readonly (Edit | undefined)[] {
  const protocol = block.isWritten("protocol") ? "protocol" : "ip_protocol";
  const ports = ["from_port", "to_port"];
  // each of several that are not written would go to the same place
  if (!ports.every((name) => block.isWritten(name)) && ports.some((name) => block.isWritten(name))) return [undefined];
  return [setArgument(block, protocol, '"tcp"'), ...ports.map((name) => setArgument(block, name, "443"))];
}
