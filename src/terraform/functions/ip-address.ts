/**
 * A network: its first address as a number, the number of bits in the family's addresses, and the length of the prefix.
 */
export interface Network {
  readonly address: bigint;
  readonly bits: 32 | 128;
  readonly length: number;
}

/** The network of `10.1.2.3/16` or `fd00::/8`; undefined if the text is no such prefix. */
export function parseNetwork(prefix: string): Network | undefined {
  const [written = "", digits = "", ...others] = prefix.split("/");
  const address = written.includes(":") ? parseV6(written) : parseV4(written);
  const bits = written.includes(":") ? 128 : 32;
  const length = /^\d{1,3}$/.test(digits) ? Number(digits) : Number.POSITIVE_INFINITY;
  if (address === undefined || others.length > 0 || length > bits) return undefined;
  return { address: address & mask({ bits, length }), bits, length };
}

/** Whether a text is an IPv4 network without host bits: `10.1.0.0/16`, but not `10.1.2.3/16`. */
export function isNetwork(text: string): boolean {
  const network = parseNetwork(text);
  return network?.bits === 32 && `${formatAddress(network.address, 32)}/${network.length}` === text;
}

/** The mask of the network's bits. */
export function mask({ bits, length }: Pick<Network, "bits" | "length">): bigint {
  return ((1n << BigInt(length)) - 1n) << BigInt(bits - length);
}

/** An address as Terraform writes it: dotted for 32 bits, the shortest form of RFC 5952 for 128. */
export function formatAddress(address: bigint, bits: 32 | 128): string {
  return bits === 32 ? [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join(".") : formatV6(address);
}

/** Leading zeros are accepted and ignored, as in Terraform. */
function parseV4(text: string): bigint | undefined {
  const bytes = text.split(".");
  if (bytes.length !== 4 || !bytes.every((byte) => /^\d{1,10}$/.test(byte) && Number(byte) < 256)) return undefined;
  return bytes.reduce((address, byte) => (address << 8n) | BigInt(Number(byte)), 0n);
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map(groupsOf);
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...new Array<string>(missing).fill("0"), ...tail];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}

/** The 16-bit groups of an address; an IPv4 address at the end makes two. */
function groupsOf(text: string): readonly string[] {
  if (text === "") return [];
  const groups = text.split(":");
  const last = parseV4(groups.at(-1) ?? "");
  return last === undefined
    ? groups
    : [...groups.slice(0, -1), (last >> 16n).toString(16), (last & 0xffffn).toString(16)];
}

/** By RFC 5952: the longest run of at least two zero groups becomes `::`, the first of several. */
function formatV6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  let longest = { start: 0, length: 1 };
  let start = 0;
  for (const [i, group] of groups.entries()) {
    if (group !== "0") start = i + 1;
    else if (i + 1 - start > longest.length) longest = { start, length: i + 1 - start };
  }
  if (longest.length < 2) return groups.join(":");
  return `${groups.slice(0, longest.start).join(":")}::${groups.slice(longest.start + longest.length).join(":")}`;
}
