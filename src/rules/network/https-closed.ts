import { formatHcl } from "../../hcl/index.ts";
import { type LambdaFunction, networkOf, type Stack } from "../../lambda/index.ts";
import { type Resource, referredResources, rootKind } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { appendToBlock } from "../shared/edits/blocks.ts";
import { companion } from "../shared/edits/companion.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { selfReference } from "../shared/edits/references.ts";
import { WORKER_ROLE } from "../shared/policies/example-worker.ts";
import { calledBy } from "../shared/resources/called-service.ts";
import { isClosed } from "../shared/resources/closed-port.ts";
import { groupRules } from "../shared/resources/group-rules.ts";

/** All services of AWS are called over HTTPS. */
const HTTPS = 443;

const example = (egress: string) => `provider "aws" {
  region = "eu-west-1"
}

${WORKER_ROLE}

resource "aws_secretsmanager_secret" "database" {
  name = "database"
}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = aws_secretsmanager_secret.database.arn }]
  })
}

resource "aws_security_group" "worker" {
  name   = "worker"
  vpc_id = "vpc-0a1b2c3d4e5f60718"

  egress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }${egress}
}

resource "aws_lambda_function" "worker" {
  function_name = "worker"
  role          = aws_iam_role.worker.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "worker.zip"

  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"]
    security_group_ids = [aws_security_group.worker.id]
  }

  environment {
    variables = { SECRET_ARN = aws_secretsmanager_secret.database.arn }
  }
}`;

export default defineRule({
  summary: "The security groups of a function let out nothing to a service of AWS that it calls",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon VPC user guide, Control traffic to your AWS resources using security groups; AWS PrivateLink guide, Security groups of interface endpoints (2026-11)",
  why: `In a VPC, a function's own calls leave through its security groups, also to a VPC endpoint. Services of AWS are called over HTTPS,
on port ${HTTPS}. Where only the port of a database is open, each call to a service hangs until the function's timeout.`,
  ignoreWhen: "The rule of the security group is created outside of this configuration.",
  bad: example(""),
  good: example(`

  egress {
    from_port   = ${HTTPS}
    to_port     = ${HTTPS}
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }`),
  check({ stack }) {
    if (rootKind(stack.root) !== "root") return [];
    return stack.functions.flatMap((fn) => findingFor(fn, stack));
  },
});

function findingFor(fn: LambdaFunction, stack: Stack): RuleFinding[] {
  const network = networkOf(fn);
  const { members = [], isComplete = false } = network?.groups ?? {};
  const groups = members.flatMap(({ resource }) => resource ?? []);
  const [group] = groups;
  if (!network || !group || !isComplete || groups.length < members.length) return [];
  // network/no-egress reports groups that let nothing out at all
  if (mayUseProxy(fn) || !groups.some((one) => hasRule(one, stack))) return [];
  if (!groups.every((one) => one.body.knowsAllBlocks("egress") && isClosed(one, "egress", HTTPS, stack))) return [];
  const called = calledBy(fn);
  if (!called) return [];
  return [
    {
      at: network.block.place("security_group_ids"),
      resource: fn.resource.address,
      message: `${groups.join(" and ")} of ${fn} ${groups.length > 1 ? "let" : "lets"} nothing out on port ${HTTPS}, so it cannot call ${called}`,
      help: `Allow TCP port ${HTTPS} in an egress rule of ${group}`,
      related: [
        { at: group.body.place("egress"), message: "the security group" },
        { at: called.body.place(), message: "what it calls" },
      ],
      suggestions: suggestRule(group, stack),
    },
  ];
}

/** Whether its environment names a proxy or another address for services, which may have any port. */
function mayUseProxy({ environmentVariables }: LambdaFunction): boolean {
  return environmentVariables.some(({ name }) => /proxy|endpoint/i.test(name));
}

function hasRule(group: Resource, stack: Stack): boolean {
  return groupRules(stack, "egress").some(
    ({ resource, block }) => resource === group || referredResources(block.value("security_group_id")).includes(group),
  );
}

/** In a block where the group has its rules in blocks, with which separate rules should not be mixed. */
function suggestRule(group: Resource, stack: Stack): readonly Fix[] {
  const title = `Allow outgoing connections to port ${HTTPS}`;
  if (group.body.blocks("egress").length > 0) {
    const lines = `from_port = ${HTTPS}\nto_port = ${HTTPS}\nprotocol = "tcp"\ncidr_blocks = ["0.0.0.0/0"]`;
    const block = formatHcl(`egress {\n${lines}\n}`);
    return group.body.isWritten("egress") ? [] : suggestionOf(title, appendToBlock(group.body, `\n${block}`));
  }
  const [own] = stack.resources("aws_vpc_security_group_egress_rule");
  if (!own) return [];
  const lines = `security_group_id = ${selfReference(group)}.id\ncidr_ipv4 = "0.0.0.0/0"\nip_protocol = "tcp"\nfrom_port = ${HTTPS}\nto_port = ${HTTPS}`;
  return suggestionOf(title, companion(group, own.type, lines, `${group.name}_https`)?.edit);
}
