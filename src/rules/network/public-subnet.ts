import { grouped } from "../../grouped.ts";
import { isOfDefaultNetwork, type LambdaFunction, networkOf, publicReason, type Stack } from "../../lambda/index.ts";
import {
  allReferences,
  distinctDirectories,
  type Module,
  type Place,
  type Resource,
  referencesIn,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

export default defineRule({
  summary: "A function runs in a public subnet, from which it cannot reach the internet",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda developer guide, Enable internet access for VPC-connected Lambda functions; Amazon VPC user guide, Default VPC components (2026-11)",
  why: `A function's network interface never gets a public address, so an internet gateway is useless to it: every call to the
internet, and to AWS services without an endpoint, hangs until the timeout. From a private subnet, traffic goes through a NAT.`,
  ignoreWhen: "The function calls nothing outside the VPC, or uses IPv6 through the gateway.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  vpc_config {
    subnet_ids         = [aws_subnet.public.id]
    security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  }
}

resource "aws_subnet" "public" {
  vpc_id                  = "vpc-0a1b2c3d4e5f60718"
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  vpc_config {
    subnet_ids         = [aws_subnet.private.id]
    security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  }
}

resource "aws_subnet" "private" {
  vpc_id     = "vpc-0a1b2c3d4e5f60718"
  cidr_block = "10.0.2.0/24"
}`,
  check({ stack }) {
    return [...declaredSubnets(stack), ...subnetsOfModules(stack), ...subnetsOfDefaultNetwork(stack)];
  },
});

const HELP = "Move the function to private subnets, with a NAT or VPC endpoints for what it calls";

function declaredSubnets(stack: Stack): RuleFinding[] {
  return stack.functions.flatMap((fn) => {
    const network = networkOf(fn);
    if (!network || network.block.boolean("ipv6_allowed_for_dual_stack") === true) return [];
    const open = network.subnets.members.flatMap(({ value, resource }) => {
      const reason = resource?.mode === "managed" ? publicReason(resource, stack) : undefined;
      return resource && reason !== undefined ? [{ at: value.place, subnet: resource, reason }] : [];
    });
    // all subnets of an output have one place
    return [...grouped(open, ({ at: { file, start } }) => [`${file.path}:${start}`]).values()].map((subnets) =>
      inPublicSubnets(fn, subnets),
    );
  });
}

interface PublicSubnet {
  readonly at: Place;
  readonly subnet: Resource;
  readonly reason: string;
}

function inPublicSubnets(fn: LambdaFunction, subnets: readonly PublicSubnet[]): RuleFinding {
  const [first, ...others] = subnets;
  if (!first) throw new Error("no subnets");
  const which =
    others.length === 0
      ? `${first.subnet}, which is public (${first.reason})`
      : `${subnets.map(({ subnet }) => `${subnet}`).join(", ")}, which are public`;
  return {
    at: first.at,
    resource: fn.resource.address,
    message: `${fn} runs in ${which}, so it cannot reach the internet`,
    help: HELP,
    related: subnets.map(({ subnet }) => ({ at: subnet.body.place(), message: "The subnet" })),
  };
}

/** The outputs of the registry's VPC module tell what they are, also for versions and numbers that are not known. */
function subnetsOfModules(stack: Stack): RuleFinding[] {
  return distinctDirectories(stack.modules).flatMap((module) => {
    const calls = new Set(
      module.calls
        .filter(
          ({ block, modules }) =>
            modules.length === 0 && /(?:^|\/)terraform-aws-modules\/vpc\/aws$/.test(block.string("source") ?? ""),
        )
        .map(({ name }) => name)
        .filter((name) => !module.children.some((child) => child.call?.name === name && knowsPublicSubnets(child))),
    );
    if (calls.size === 0) return [];
    return referencesIn(module.directory)
      .filter(
        ({ root, path: [call = "", output], blocks, argument }) =>
          root === "module" &&
          calls.has(call) &&
          output === "public_subnets" &&
          argument === "subnet_ids" &&
          blocks[0]?.labels[0]?.value === "aws_lambda_function",
      )
      .map(({ place, blocks }) => ({
        at: place,
        resource: `aws_lambda_function.${blocks[0]?.labels[1]?.value}`,
        message: `aws_lambda_function.${blocks[0]?.labels[1]?.value} runs in public subnets, so it cannot reach the internet`,
        help: HELP,
      }));
  });
}

/** Whether the public subnets of a module are known one by one. */
function knowsPublicSubnets({ resources }: Module): boolean {
  const subnets = resources.filter(({ type, name }) => type === "aws_subnet" && name === "public");
  return subnets.length > 0 && subnets.every(({ isSymbolic }) => !isSymbolic);
}

/** Resources that give a network private ways out, or to AWS's services. */
const WAYS_OUT = ["aws_nat_gateway", "aws_nat_instance", "aws_vpc_endpoint", "aws_route"];

/** The default VPC's own subnets are public. */
function subnetsOfDefaultNetwork(stack: Stack): RuleFinding[] {
  if (WAYS_OUT.some((type) => stack.resources(type).length > 0)) return [];
  return stack.functions.flatMap((fn) => {
    const block = networkOf(fn)?.block;
    if (!block || block.boolean("ipv6_allowed_for_dual_stack") === true) return [];
    const subnets = allReferences(block.value("subnet_ids")).map(({ resource }) => resource);
    if (subnets.length === 0 || !subnets.every(isOfDefaultNetwork)) return [];
    return [
      {
        at: block.place("subnet_ids"),
        resource: fn.resource.address,
        message: `${fn} runs in the subnets of the default VPC, which are public, so it cannot reach the internet`,
        help: `${HELP}, or remove vpc_config`,
      },
    ];
  });
}
