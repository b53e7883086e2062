import { type BlockValue, elementsOrSelf, isLeftOut, type Resource, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { referenceTo } from "../shared/edits/references.ts";

/** Resources with subnets and security groups, or in a VPC, and the arguments that refer to them. */
const MEMBERS: Readonly<Record<string, { readonly block?: string; readonly arguments: readonly string[] }>> = {
  aws_efs_mount_target: { arguments: ["subnet_id", "security_groups"] },
  aws_lambda_function: { block: "vpc_config", arguments: ["subnet_ids", "security_group_ids"] },
  aws_lb: { arguments: ["subnets", "security_groups"] },
  aws_vpc_endpoint: { arguments: ["vpc_id", "subnet_ids", "security_group_ids"] },
};

const example = (vpc: string) => `resource "aws_vpc" "shop" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "orders" {
  vpc_id     = aws_vpc.shop.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "orders" {
  name = "orders"${vpc}

  egress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::111122223333:role/orders"
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  vpc_config {
    subnet_ids         = [aws_subnet.orders.id]
    security_group_ids = [aws_security_group.orders.id]
  }
}`;

export default defineRule({
  summary: "Subnets and security groups that are used together belong to different VPCs",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda API reference, VpcConfig; Terraform AWS provider 6.66.0, aws_security_group: vpc_id, which is the region's default VPC without it (2026-11)",
  why: `A network interface is in one VPC, with subnets and security groups only of that VPC. A group without vpc_id is created in
the default VPC of the region, and whatever combines it with a subnet of another VPC is refused in the middle of an apply.`,
  bad: example(""),
  good: example("\n  vpc_id = aws_vpc.shop.id"),
  check({ stack }) {
    return Object.entries(MEMBERS).flatMap(([type, { block, arguments: names }]) =>
      stack.resources(type).flatMap((resource) => {
        const holder = block === undefined ? resource.body : resource.body.block(block);
        return holder ? apart(resource, holder, names) : [];
      }),
    );
  },
});

/** A VPC of the configuration, or the region's default VPC. */
type Home = Resource | "the default VPC";

/** What an argument refers to, and its place. */
interface Member {
  readonly argument: string;
  readonly resource: Resource;
  readonly home: Home;
}

/** Elements that are certainly in another VPC than the first one that is known. */
function apart(resource: Resource, block: BlockValue, names: readonly string[]): RuleFinding[] {
  const [first, ...others] = names.flatMap((name) => membersOf(block, name));
  const other = first && others.find(({ home }) => home !== first.home);
  if (!first || !other) return [];
  // things are in the default VPC if nobody has put them elsewhere
  const [astray, right] = first.home === DEFAULT ? [first, other] : [other, first];
  return [
    {
      at: block.place(astray.argument),
      resource: resource.address,
      message: `${astray.resource} is in ${astray.home}, and ${right.resource} in ${right.home}, so ${resource} cannot have both`,
      help:
        astray.home === DEFAULT
          ? `Set vpc_id = ${right.home}.id in ${astray.resource}`
          : "Use subnets and groups of only one of the two",
      suggestions: astray.home === DEFAULT && typeof right.home !== "string" ? within(astray.resource, right.home) : [],
      related: [{ at: astray.resource.body.place("vpc_id"), message: "what is in another VPC" }],
    },
  ];
}

const DEFAULT = "the default VPC";

function membersOf(block: BlockValue, argument: string): readonly Member[] {
  return elementsOrSelf(block.value(argument)).elements.flatMap((value) => {
    const resource = idOf(value);
    const home = resource && homeOf(resource);
    return resource && home ? [{ argument, resource, home }] : [];
  });
}

/** The resource whose id a value is. */
function idOf({ via }: Value): Resource | undefined {
  return via?.resource.mode === "managed" && String(via.path) === "id" ? via.resource : undefined;
}

function homeOf(resource: Resource): Home | undefined {
  if (/^aws_default_(?:vpc|subnet|security_group)$/.test(resource.type))
    return isLeftOut(resource, "vpc_id") ? DEFAULT : undefined;
  if (resource.type === "aws_vpc") return resource.isSymbolic ? undefined : resource;
  if (resource.type === "aws_security_group" && isLeftOut(resource, "vpc_id")) return DEFAULT;
  if (!/^aws_(?:subnet|security_group)$/.test(resource.type)) return undefined;
  const network = idOf(resource.body.value("vpc_id"));
  return network && /^aws_(?:default_)?vpc$/.test(network.type) ? homeOf(network) : undefined;
}

/** Moving a group to another VPC replaces it. */
function within(group: Resource, vpc: Resource): readonly Fix[] {
  const name = group.type === "aws_security_group" ? referenceTo(vpc, group) : undefined;
  if (name === undefined) return [];
  return suggestionOf(`Recreate ${group} in ${vpc}`, setArgument(group.body, "vpc_id", `${name}.id`));
}
