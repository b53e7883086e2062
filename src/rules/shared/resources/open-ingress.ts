import { functionGroups, rulesOf, type Stack } from "../../../lambda/index.ts";
import {
  type BlockValue,
  elementsOrSelf,
  encloses,
  isCallersChoice,
  isNetwork,
  numberOf,
  type Place,
  parseNetwork,
  partPlace,
  type Resource,
  referredOfType,
  stringOf,
  type Value,
} from "../../../terraform/index.ts";
import type { Fix, RuleFinding } from "../../rule.ts";
import { suggestionOf } from "../edits/fixes.ts";
import { referenceTo } from "../edits/references.ts";
import { replaceValue } from "../edits/values.ts";
import { isEveryAddress } from "./every-address.ts";
import { groupRules, protocolOfRule } from "./group-rules.ts";

/** A security group rule that lets the whole internet connect, or a part of it too large for any single owner. */
export interface OpenIngress {
  readonly resource: Resource;
  /** Who may connect, as a noun phrase for messages. */
  readonly who: string;
  /** The place of the addresses. */
  readonly at: Place;
  readonly suggestions: readonly Fix[];
  /** Undefined if the rule allows every protocol. */
  readonly protocol: string | undefined;
  /** Undefined if the rule allows every port, or if its ports are not known. */
  readonly ports: { readonly from: number; readonly to: number } | undefined;
}

/** The arguments of security group rules that hold source addresses. */
const SOURCES = ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"];
/** Private address ranges (RFC 1918 and RFC 6598). */
const PRIVATE = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

/**
 * The rules that are open whoever calls the module. Rules of functions' groups are left out: nothing can connect to a
 * function.
 */
export function openIngresses(stack: Stack): readonly OpenIngress[] {
  // network/ingress-to-function reports these
  const harmless = new Set(
    functionGroups(stack).flatMap(({ group }) => rulesOf(group, "ingress", stack).map(({ block }) => block)),
  );
  return groupRules(stack, "ingress")
    .filter(({ block }) => !harmless.has(block))
    .flatMap(({ resource, block }) => opened(resource, block));
}

function opened(resource: Resource, block: BlockValue): OpenIngress[] {
  const [source] = SOURCES.flatMap((name) => openSources(resource, name, block));
  const protocol = protocolOfRule(block);
  if (!block.isCertain || source === undefined || protocol === undefined) return [];
  const common = { resource, ...source };
  if (protocol === "-1" || protocol === "all") return [{ ...common, protocol: undefined, ports: undefined }];
  const [from, to] = ["from_port", "to_port"].map((name) => numberOf(block.value(name)));
  const isKnown = from !== undefined && to !== undefined && !isCallersChoice(resource, "from_port", block);
  return [{ ...common, protocol, ports: isKnown ? { from, to } : undefined }];
}

function openSources(
  resource: Resource,
  name: string,
  block: BlockValue,
): Pick<OpenIngress, "who" | "at" | "suggestions">[] {
  if (isCallersChoice(resource, name, block)) return [];
  const value = block.value(name);
  return elementsOrSelf(value).elements.flatMap((element) => {
    const who = openPartOf(stringOf(element) ?? "");
    // a variable's default may add an element that other callers replace
    if (who === undefined || !encloses(value.place, element.place)) return [];
    const at = partPlace(block.place(name), element.place);
    return [{ who, at, suggestions: fromWithin(resource, element) }];
  });
}

/** Replaces all addresses by those of the group's VPC, if that VPC is declared in the configuration. */
function fromWithin(rule: Resource, element: Value): readonly Fix[] {
  const group = rule.type === "aws_security_group" ? rule : groupOf(rule);
  const vpc = group && referredOfType(group.body.value("vpc_id"), "aws_vpc");
  const name = vpc && referenceTo(vpc, rule);
  if (name === undefined || stringOf(element) !== "0.0.0.0/0") return [];
  return suggestionOf(`Allow only ${vpc} to connect`, replaceValue(element, `${name}.cidr_block`));
}

function groupOf({ body }: Resource): Resource | undefined {
  return referredOfType(body.value("security_group_id"), "aws_security_group");
}

/** Who may connect from a network that certainly contains public addresses of other owners; undefined for others. */
function openPartOf(text: string): string | undefined {
  if (isEveryAddress(text)) return "the whole internet";
  const network = parseNetwork(text);
  // AWS refuses a CIDR block that does not begin at a network's first address
  if (!network || !isNetwork(text)) return undefined;
  const within = PRIVATE.find((own) => isWithin(own, text));
  if (within !== undefined && network.length > 3) return `${text}, which reaches past the private ${within},`;
  // some owners hold two adjacent /8 networks
  return network.length < 7 ? `${text}, a large part of the internet,` : undefined;
}

/** Whether an IPv4 network is a proper part of another one. */
function isWithin(part: string, whole: string): boolean {
  const [inner, outer] = [parseNetwork(part), parseNetwork(whole)];
  if (!inner || !outer || outer.length >= inner.length) return false;
  const shift = BigInt(32 - outer.length);
  return inner.address >> shift === outer.address >> shift;
}

/** Ports for administration and of databases, caches and brokers, which should never be public. */
const GUARDED: ReadonlyMap<number, string> = new Map([
  [22, "SSH"],
  [23, "Telnet"],
  [445, "SMB"],
  [1433, "SQL Server"],
  [1521, "Oracle"],
  [2049, "NFS"],
  [3306, "MySQL"],
  [3389, "RDP"],
  [5432, "PostgreSQL"],
  [5439, "Redshift"],
  [5601, "Kibana"],
  [5671, "AMQP"],
  [5672, "AMQP"],
  [6379, "Redis"],
  [9092, "Kafka"],
  [9094, "Kafka"],
  [9096, "Kafka"],
  [9098, "Kafka"],
  [9200, "OpenSearch"],
  [11211, "Memcached"],
  [27017, "MongoDB"],
]);
/** Guarded ports that also answer over UDP, and so can be abused to amplify attacks with forged source addresses. */
const GUARDED_UDP = new Set([11211]);
const UDP = new Set(["udp", "17"]);
const TCP = new Set(["tcp", "6"]);

/** The guarded ports that a rule opens, as a phrase for messages; undefined if it opens none. */
export function guardedPorts({ protocol, ports }: OpenIngress): string | undefined {
  if (protocol === undefined) return "every port";
  if (!ports || !(TCP.has(protocol) || UDP.has(protocol))) return undefined;
  const { from, to } = ports;
  const names = [...GUARDED]
    .filter(([port]) => port >= from && port <= to && (TCP.has(protocol) || GUARDED_UDP.has(port)))
    .map(([port, name]) => `${port} (${name})`);
  if (names.length === 0) return undefined;
  return names.length > 3 ? `ports ${from} to ${to}` : `port ${names.join(", ")}`;
}

/** A finding for each open rule for which `portsOf` returns a description of its ports. */
export function openPorts(
  ingresses: readonly OpenIngress[],
  portsOf: (ingress: OpenIngress) => string | undefined,
  help: string,
): readonly RuleFinding[] {
  return ingresses.flatMap((ingress) => {
    const ports = portsOf(ingress);
    const { resource, at, who, suggestions } = ingress;
    const message = `${resource} lets ${who} connect to ${ports}`;
    return ports === undefined ? [] : [{ at, resource: resource.address, message, help, suggestions }];
  });
}
