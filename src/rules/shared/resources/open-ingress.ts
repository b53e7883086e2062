import { functionGroups, rulesOf, type Stack } from "../../../lambda/index.ts";
import {
  type BlockValue,
  elementsOrSelf,
  encloses,
  isCallersChoice,
  numberOf,
  type Place,
  type Resource,
  stringOf,
} from "../../../terraform/index.ts";
import type { RuleFinding } from "../../rule.ts";
import { groupRules, protocolOfRule } from "./group-rules.ts";

/** A rule of a security group that lets the whole internet connect. */
export interface OpenIngress {
  readonly resource: Resource;
  /** Where the addresses are named. */
  readonly at: Place;
  /** Undefined for every protocol. */
  readonly protocol: string | undefined;
  /** Undefined for every port, and where it is not known which. */
  readonly ports: { readonly from: number; readonly to: number } | undefined;
}

/** The arguments of rules that name where traffic comes from. */
const SOURCES = ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"];
const EVERYWHERE = new Set(["0.0.0.0/0", "::/0"]);

/** What lets the whole internet connect, whoever uses the module; not to functions, to which nothing can connect. */
export function openIngresses(stack: Stack): readonly OpenIngress[] {
  // network/ingress-to-function speaks of these
  const harmless = new Set(
    functionGroups(stack).flatMap(({ group }) => rulesOf(group, "ingress", stack).map(({ block }) => block)),
  );
  return groupRules(stack, "ingress")
    .filter(({ block }) => !harmless.has(block))
    .flatMap(({ resource, block }) => opened(resource, block));
}

function opened(resource: Resource, block: BlockValue): OpenIngress[] {
  const source = SOURCES.find((name) => isEverywhere(resource, name, block));
  const protocol = protocolOfRule(block);
  if (!block.isCertain || source === undefined || protocol === undefined) return [];
  const common = { resource, at: block.place(source) };
  if (protocol === "-1" || protocol === "all") return [{ ...common, protocol: undefined, ports: undefined }];
  const [from, to] = ["from_port", "to_port"].map((name) => numberOf(block.value(name)));
  const isKnown = from !== undefined && to !== undefined && !isCallersChoice(resource, "from_port", block);
  return [{ ...common, protocol, ports: isKnown ? { from, to } : undefined }];
}

function isEverywhere(resource: Resource, name: string, block: BlockValue): boolean {
  if (isCallersChoice(resource, name, block)) return false;
  const value = block.value(name);
  // an element that a variable's default adds is not everybody's
  return elementsOrSelf(value).elements.some(
    (element) => EVERYWHERE.has(stringOf(element) ?? "") && encloses(value.place, element.place),
  );
}

/** Ports at which machines are administered or databases, caches and brokers listen: nobody offers these to everyone. */
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
  [6379, "Redis"],
  [9092, "Kafka"],
  [9200, "OpenSearch"],
  [11211, "Memcached"],
  [27017, "MongoDB"],
]);

/** The guarded ports that a rule opens, in words. */
export function guardedPorts({ protocol, ports }: OpenIngress): string | undefined {
  if (protocol === undefined) return "every port";
  if (!ports || (protocol !== "tcp" && protocol !== "6")) return undefined;
  const { from, to } = ports;
  const names = [...GUARDED].filter(([port]) => port >= from && port <= to).map(([port, name]) => `${port} (${name})`);
  if (names.length === 0) return undefined;
  return names.length > 3 ? `ports ${from} to ${to}` : `port ${names.join(", ")}`;
}

/** A finding for each that opens ports which a rule speaks of. `portsOf` says them in words; undefined leaves a rule out. */
export function openPorts(
  ingresses: readonly OpenIngress[],
  portsOf: (ingress: OpenIngress) => string | undefined,
  help: string,
): readonly RuleFinding[] {
  return ingresses.flatMap((ingress) => {
    const ports = portsOf(ingress);
    const { resource, at } = ingress;
    const message = `${resource} lets the whole internet connect to ${ports}`;
    return ports === undefined ? [] : [{ at, resource: resource.address, message, help }];
  });
}
