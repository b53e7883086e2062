import { type BlockValue, isCallersChoice, isLeftOut, numberOf, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { type AnyGroupRule, groupRules, protocolOfRule } from "../shared/resources/group-rules.ts";

const FROM = "from_port";
const TO = "to_port";
/** Protocols that have ports, by name and number. */
const WITH_PORTS: ReadonlySet<string> = new Set(["tcp", "udp", "6", "17"]);
const LAST_PORT = 65_535;
const ALL: ReadonlySet<string> = new Set(["-1", "all"]);

const example = (to: number) => `resource "aws_security_group" "orders" {
  name   = "orders"
  vpc_id = "vpc-0a1b2c3d4e5f60718"

  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = ${to}
    cidr_blocks = ["10.0.0.0/16"]
  }
}`;

export default defineRule({
  summary: "The ports of a security group rule are missing, reversed or do not exist, or match no traffic",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3687", "E3688"] },
  source:
    "Amazon EC2 API reference, IpPermission: FromPort, ToPort; AWS provider, resource aws_security_group: protocol; cfn-lint#1323, boto3#336 (2026-11)",
  why: `from_port and to_port are the first and the last port of a range, not those of source and destination. EC2 refuses a range
that ends before it begins, or that is left out for TCP or UDP, and the provider refuses ports together with the
protocol -1. TCP from 0 to 0 is only port 0, which nothing uses: the intended traffic does not get through. With the
protocol -1, EC2 allows all ports "regardless of any port range you specify".`,
  bad: example(0),
  good: example(443),
  check({ stack }) {
    return [...groupRules(stack, "ingress"), ...groupRules(stack, "egress")].flatMap(misfit);
  },
});

function misfit({ resource, block }: AnyGroupRule): RuleFinding[] {
  const protocol = protocolOfRule(block);
  const lacking = missingPorts(resource, protocol);
  if (lacking.length > 0) return lacking;
  const [from, to] = [FROM, TO].map((name) => numberOf(block.value(name)));
  const isChosen = [FROM, TO].some((name) => isCallersChoice(resource, name, block));
  if (protocol === undefined || from === undefined || to === undefined || isChosen) return [];
  if (ALL.has(protocol) && block === resource.body)
    return isEvery(from, to) ? [] : [ignored(resource, block, from, to)];
  const fault = ALL.has(protocol)
    ? everyProtocolFault(resource, block, { from, to })
    : WITH_PORTS.has(protocol) && rangeFault(resource, block, { protocol, from, to });
  return fault ? [{ at: block.place(FROM), resource: resource.address, ...fault }] : [];
}

/** What is wrong with the ports of a rule, without its place. */
type Fault = Pick<RuleFinding, "message" | "help" | "suggestions">;

interface PortRange {
  readonly from: number;
  readonly to: number;
}

function everyProtocolFault(resource: Resource, block: BlockValue, { from, to }: PortRange): Fault | undefined {
  if (from === 0 && to === 0) return undefined;
  return {
    message: `${resource} has ports ${from} to ${to} for every protocol, which accepts only 0`,
    help: `Set ${FROM} and ${TO} to 0, or protocol = "tcp"`,
    suggestions: [
      ...suggestionOf(`Allow TCP ports ${from} to ${to}`, setArgument(block, "protocol", '"tcp"')),
      ...ports(block, 0, 0),
    ],
  };
}

function rangeFault(
  resource: Resource,
  block: BlockValue,
  { protocol, from, to }: PortRange & { readonly protocol: string },
): Fault | undefined {
  if (from > to)
    return {
      message: `${resource} has a range of ports that begins at ${from} and ends at ${to}`,
      help: "Write the first and the last port of the range: both are destination ports",
      suggestions: ports(block, to, from),
    };
  if (from < 0 || to > LAST_PORT)
    return {
      message: `${resource} allows ports ${from} to ${to} of ${protocol}, which has ports from 0 to ${LAST_PORT}`,
      help: `Name the ports that are needed, or set ${FROM} = 0 and ${TO} = ${LAST_PORT} for every port`,
      suggestions: ports(block, Math.max(from, 0), to < 0 ? LAST_PORT : Math.min(to, LAST_PORT)),
    };
  if (from !== 0 || to !== 0) return undefined;
  return {
    message: `${resource} allows only port 0 of ${protocol}`,
    help: `Set ${FROM} = 0 and ${TO} = ${LAST_PORT} for every port, or name the ports that are needed`,
    suggestions: ports(block, 0, LAST_PORT),
  };
}

/** Of the types of rules, these alone let the ports be left out. */
const MAY_LACK_PORTS = /^aws_vpc_security_group_(?:in|e)gress_rule$/;

function missingPorts(resource: Resource, protocol: string | undefined): RuleFinding[] {
  const { body, address, type } = resource;
  const missing = [FROM, TO].filter((name) => isLeftOut(resource, name));
  const isWithPorts = protocol !== undefined && WITH_PORTS.has(protocol) && !isCallersChoice(resource, "ip_protocol");
  if (missing.length === 0 || !isWithPorts || !MAY_LACK_PORTS.test(type)) return [];
  const [other] = [FROM, TO].filter((name) => !missing.includes(name)).map((name) => body.number(name));
  const port = other === undefined ? undefined : String(other);
  return [
    {
      at: body.place("ip_protocol"),
      resource: address,
      message: `${resource} names no ${missing.join(" and no ")}, which EC2 requires for ${protocol}`,
      help: `Set ${missing.join(" and ")}`,
      suggestions:
        port === undefined
          ? []
          : missing.flatMap((name) => suggestionOf(`Set ${name} to ${port}`, setArgument(body, name, port))),
    },
  ];
}

/** Whether somebody who writes these ports means all of them. */
function isEvery(from: number, to: number): boolean {
  return from <= 0 && (to <= 0 || to === LAST_PORT);
}

/** A resource of one rule is sent as it is, and EC2 ignores the ports. */
function ignored(resource: Resource, block: BlockValue, from: number, to: number): RuleFinding {
  const protocol = block.isWritten("ip_protocol") ? "ip_protocol" : "protocol";
  return {
    at: block.place(FROM),
    resource: resource.address,
    severity: "warning",
    message: `${resource} names ports ${from} to ${to}, but allows every port of every protocol`,
    help: `Set ${protocol} = "tcp", so that the ports apply`,
    suggestions: suggestionOf(`Allow TCP ports ${from} to ${to}`, setArgument(block, protocol, '"tcp"')),
  };
}

function ports(block: BlockValue, from: number, to: number): readonly Fix[] {
  const edits = [setArgument(block, FROM, String(from)), setArgument(block, TO, String(to))];
  return suggestionOf(from === to ? `Set ${FROM} and ${TO} to ${from}` : `Allow ports ${from} to ${to}`, ...edits);
}
