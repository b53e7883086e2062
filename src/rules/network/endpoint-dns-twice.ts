import { isAlways, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { argumentIdentity, NOT_TOGETHER, twinsAmong } from "../shared/resources/twins.ts";

const DNS = "private_dns_enabled";

const example = (names: boolean) => `provider "aws" {
  region = "eu-west-1"
}

resource "aws_vpc_endpoint" "orders" {
  vpc_id              = "vpc-0a1b2c3d4e5f60718"
  service_name        = "com.amazonaws.eu-west-1.secretsmanager"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
}

resource "aws_vpc_endpoint" "bills" {
  vpc_id              = "vpc-0a1b2c3d4e5f60718"
  service_name        = "com.amazonaws.eu-west-1.secretsmanager"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = ${names}
}`;

export default defineRule({
  summary: "Two endpoints of a VPC are to have the same private DNS names",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3064"] },
  source:
    "AWS PrivateLink guide, Manage DNS names for VPC endpoints; terraform-provider-aws#17535: a conflicting DNS domain (2026-11)",
  why: `A VPC resolves the names of a service to one endpoint. AWS refuses the second one with "private-dns-enabled cannot be set
because there is already a conflicting DNS domain", in the middle of an apply.`,
  ignoreWhen: NOT_TOGETHER,
  bad: example(true),
  good: example(false),
  check({ stack }) {
    const endpoints = stack
      .resources("aws_vpc_endpoint")
      .filter((endpoint) => isAlways(endpoint, "vpc_endpoint_type", "Interface") && isAlways(endpoint, DNS, true));
    // a VPC is in one region
    return twinsAmong(stack, endpoints, namesOf, () => "").map(({ first, second }) => ({
      at: second.body.place(DNS),
      resource: second.address,
      message: `${second.addressFromRoot} and ${first.addressFromRoot} are to have the private DNS names of one service in the same VPC`,
      help: "Use one endpoint for all subnets, or leave private DNS on in only one of them",
      suggestions: suggestValues(second.body, DNS, ["false"]),
      related: [{ at: first.body.place(DNS), message: "the other one" }],
    }));
  },
});

/** Identifies the private DNS names of an endpoint: those of a service, in a VPC. */
function namesOf(endpoint: Resource): string | undefined {
  const vpc = argumentIdentity(endpoint, "vpc_id", ["aws_vpc", "aws_default_vpc"]);
  const service = argumentIdentity(endpoint, "service_name", []);
  // a service of another region has other names
  const isHere = endpoint.body.isSet("service_region") === "no";
  return vpc === undefined || service === undefined || !isHere ? undefined : `${vpc} ${service}`;
}
