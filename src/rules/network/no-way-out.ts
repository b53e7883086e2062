import { handedToModules, type LambdaFunction, networkOf, publicReason, type Stack } from "../../lambda/index.ts";
import { ignoredChanges, type Resource, referredOfType, referredResources, rootKind } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { WORKER_ROLE } from "../shared/policies/example-worker.ts";
import { calledBy } from "../shared/resources/called-service.ts";

const example = (endpoint: string) => `resource "aws_vpc" "orders" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.orders.id
  cidr_block = "10.0.1.0/24"
}
${endpoint}
resource "aws_sqs_queue" "orders" {
  name = "orders"
}

${WORKER_ROLE}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.orders.arn }]
  })
}

resource "aws_lambda_function" "worker" {
  function_name = "worker"
  role          = aws_iam_role.worker.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "worker.zip"

  vpc_config {
    subnet_ids         = [aws_subnet.private.id]
    security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  }

  environment {
    variables = { QUEUE_URL = aws_sqs_queue.orders.url }
  }
}`;

export default defineRule({
  summary: "A function calls a service of AWS from a VPC that nothing leads out of",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda developer guide, Giving Lambda functions access to resources in an Amazon VPC: Internet access; Connecting inbound interface VPC endpoints (2026-11)",
  why: `In a VPC, a function's own calls take the routes of its subnets. Without a NAT or an endpoint for the service they reach
nothing, and each one hangs until the function's timeout. What Lambda does for it, such as polling and logging, goes on working.`,
  ignoreWhen: "Another configuration adds routes or endpoints to the VPC.",
  bad: example(""),
  good: example(`
resource "aws_vpc_endpoint" "queues" {
  vpc_id              = aws_vpc.orders.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-west-1.sqs"
  subnet_ids          = [aws_subnet.private.id]
  private_dns_enabled = true
}
`),
  check({ stack }) {
    if (rootKind(stack.root) !== "root" || WAYS_OUT.some((type) => stack.resources(type).length > 0)) return [];
    const handed = handedToModules(stack);
    return stack.functions.flatMap((fn) => findingFor(fn, handed, stack));
  },
});

/** What can lead out of a VPC, or be what its traffic goes through. */
const WAYS_OUT = [
  "aws_nat_gateway",
  "aws_vpc_endpoint",
  "aws_route",
  "aws_egress_only_internet_gateway",
  "aws_ec2_transit_gateway_vpc_attachment",
  "aws_vpc_peering_connection",
  "aws_vpc_peering_connection_accepter",
  "aws_vpn_gateway",
  "aws_vpn_gateway_attachment",
  "aws_networkfirewall_firewall",
  "aws_vpc_block_public_access_exclusion",
  "aws_vpclattice_service_network_vpc_association",
];

function findingFor(fn: LambdaFunction, handed: ReadonlySet<Resource>, stack: Stack): RuleFinding[] {
  const network = networkOf(fn);
  if (!network?.subnets.isComplete || network.block.boolean("ipv6_allowed_for_dual_stack") === true) return [];
  const subnets = network.subnets.members.flatMap(({ resource }) => resource ?? []);
  if (subnets.length === 0 || subnets.length < network.subnets.members.length) return [];
  const isClosed = subnets.every((subnet) => isWithoutWayOut(subnet, handed, stack));
  const called = isClosed ? calledBy(fn) : undefined;
  if (!called) return [];
  return [
    {
      at: network.block.place("subnet_ids"),
      resource: fn.resource.address,
      message: `${fn} calls ${called}, but nothing leads out of its subnets: there is no NAT and no endpoint`,
      help: "Add a VPC endpoint for each service that it calls, or a NAT gateway and a route to it, or remove vpc_config",
      related: [{ at: called.body.place(), message: "What it calls" }],
    },
  ];
}

/** Whether all routes of a subnet are known, and stay in its VPC. network/public-subnet reports public ones. */
function isWithoutWayOut(subnet: Resource, handed: ReadonlySet<Resource>, stack: Stack): boolean {
  const vpc = subnet.type === "aws_subnet" ? referredOfType(subnet.body.value("vpc_id"), "aws_vpc") : undefined;
  if (subnet.mode !== "managed" || vpc?.mode !== "managed" || publicReason(subnet, stack) !== undefined) return false;
  const tables = tablesOf(subnet, stack);
  return (
    tables !== undefined &&
    ![subnet, vpc, ...tables].some((resource) => handed.has(resource)) &&
    tables.every(hasNoRoute)
  );
}

const TABLES = ["aws_route_table", "aws_default_route_table"];

/**
 * The route tables that a subnet has, or may have; undefined if that is not known. Without one, only its VPC is routed.
 */
function tablesOf(subnet: Resource, stack: Stack): readonly Resource[] | undefined {
  const associations = stack.resources("aws_route_table_association").filter(({ body }) => body.isWritten("subnet_id"));
  if (associations.some(({ body }) => referredResources(body.value("subnet_id")).length === 0)) return undefined;
  const own = stack.referring("aws_route_table_association", "subnet_id", subnet);
  const naming = own.length > 0 ? own : stack.resources("aws_main_route_table_association");
  const known = naming.flatMap(({ body }) => {
    const table = referredOfType(body.value("route_table_id"), ...TABLES);
    return table?.mode === "managed" ? [table] : [];
  });
  if (known.length < naming.length) return undefined;
  return own.length > 0 ? known : [...known, ...stack.resources("aws_default_route_table")];
}

function hasNoRoute(table: Resource): boolean {
  const { body } = table;
  const ignored = ignoredChanges(table);
  if (ignored === "all" || ignored.has("route") || body.isSet("propagating_vgws") !== "no") return false;
  return body.hasBlock("route") === "no" && !body.isWritten("route");
}
