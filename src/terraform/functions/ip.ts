import { type FunctionTable, strict } from "./definition.ts";
import { formatAddress, mask, type Network, parseNetwork } from "./ip-address.ts";
import { text, wholeNumber } from "./parameters.ts";
import { invalid, notEvaluated } from "./refusal.ts";

/** Calculations on IP networks of both families. */
export const ipFunctions: FunctionTable = {
  cidrhost: strict([text, wholeNumber], host),
  cidrnetmask: strict([text], (prefix) => {
    const network = parseNetwork(prefix) ?? invalid();
    return network.bits === 32 ? formatAddress(mask(network), 32) : invalid();
  }),
  cidrsubnet: strict([text, wholeNumber, wholeNumber], (prefix, newBits, number) => {
    const network = parseNetwork(prefix) ?? invalid();
    const length = network.length + newBits;
    // Terraform's results for these are of no use
    if (newBits < 0 || number < 0 || isMappedV4(network)) return notEvaluated();
    if (length > network.bits || BigInt(number) >= 1n << BigInt(newBits)) return invalid();
    return write(subnet(network, length, BigInt(number)));
  }),
  cidrsubnets: strict([text, wholeNumber], subnets, { optional: 1, rest: wholeNumber }),
};

/** IPv4 addresses mapped to IPv6, which Terraform returns as IPv4. */
function isMappedV4({ address, bits }: Network): boolean {
  return bits === 128 && address >> 32n === 0xffffn;
}

const MAX_SUBNETS = 1000;

function write({ address, bits, length }: Network): string {
  return `${formatAddress(address, bits)}/${length}`;
}

/** A negative number counts from the end of the network. */
function host(prefix: string, number: number): string {
  const network = parseNetwork(prefix) ?? invalid();
  const size = 1n << BigInt(network.bits - network.length);
  const offset = number < 0 ? size + BigInt(number) : BigInt(number);
  if (isMappedV4(network)) return notEvaluated();
  if (offset < 0n || offset >= size) return invalid();
  return formatAddress(network.address + offset, network.bits);
}

function subnet(network: Network, length: number, number: bigint): Network {
  return { ...network, length, address: network.address + (number << BigInt(network.bits - length)) };
}

/** Consecutive networks, each at the next boundary of its own size. */
function subnets(prefix: string, ...sizes: number[]): readonly string[] {
  const network = parseNetwork(prefix) ?? invalid();
  if (sizes.length > MAX_SUBNETS || isMappedV4(network) || (network.bits === 128 && network.length === 0))
    return notEvaluated();
  const end = network.address + (1n << BigInt(network.bits - network.length));
  let next = network.address;
  return sizes.map((newBits) => {
    const length = network.length + newBits;
    if (newBits < 1 || newBits > 32 || length > network.bits) return invalid();
    const size = 1n << BigInt(network.bits - length);
    const address = ((next + size - 1n) / size) * size;
    next = address + size;
    return next > end ? invalid() : write({ ...network, address, length });
  });
}
