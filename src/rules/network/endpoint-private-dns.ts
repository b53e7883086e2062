import type { Stack } from "../../lambda/index.ts";
import { alternatives, isAlways, isLeftOut, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";

const example = (names: string) => `resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = ${names}
}

resource "aws_vpc_endpoint" "sqs" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.sqs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
}`;

export default defineRule({
  summary: "An endpoint uses private DNS names in a VPC that does not resolve them",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { kics: ["sqs_vpc_endpoint_without_dns_resolution"] },
  source: "AWS PrivateLink guide, Access an AWS service using an interface VPC endpoint: private DNS (2026-11)",
  why: `AWS refuses an endpoint with private DNS in a VPC whose enable_dns_support or enable_dns_hostnames is off, and the latter
is off unless set. Without private DNS, the SDK in a function does not find the endpoint under the names that it uses.`,
  bad: example("false"),
  good: example("true"),
  check({ stack }) {
    return [...endpointsByNetwork(stack)].flatMap(([vpc, endpoint]) => {
      const argument = missing(vpc);
      if (argument === undefined) return [];
      const edit = setArgument(vpc.body, argument, "true");
      return [
        {
          at: vpc.body.place(argument),
          resource: vpc.address,
          message: `${endpoint} uses private DNS names, which ${vpc} does not resolve because its ${argument} is off`,
          help: `Set ${argument} = true in ${vpc}`,
          related: [{ at: endpoint.body.place("private_dns_enabled"), message: "enabled here" }],
          ...(edit && { fix: { title: `Set ${argument} to true`, edits: [edit] } }),
        },
      ];
    });
  },
});

/** The networks of endpoints with private DNS, each with the first such endpoint. */
function endpointsByNetwork(stack: Stack): ReadonlyMap<Resource, Resource> {
  const found = new Map<Resource, Resource>();
  for (const endpoint of stack.resources("aws_vpc_endpoint")) {
    const network = endpoint.body.value("vpc_id");
    const vpc = alternatives(network).length === 1 ? referredOfType(network, "aws_vpc") : undefined;
    if (vpc?.mode !== "managed" || found.has(vpc) || !isAlways(endpoint, "private_dns_enabled", true)) continue;
    found.set(vpc, endpoint);
  }
  return found;
}

function missing(vpc: Resource): string | undefined {
  if (isAlways(vpc, "enable_dns_support", false)) return "enable_dns_support";
  const names = "enable_dns_hostnames";
  return isAlways(vpc, names, false) || isLeftOut(vpc, names) ? names : undefined;
}
