import { parseNetwork } from "../../../terraform/index.ts";

/** The first of the IPv6 addresses that are given out at all, 2000::/3 (RFC 4291, 2.4). */
const GIVEN_OUT = { address: 0x2000n << 112n, length: 3 };

/**
 * Whether a network has every address of its family that anybody can have, however it is written: `::/0`,
 * `0:0:0:0:0:0:0:0/0`.
 */
export function isEveryAddress(text: string): boolean {
  const network = parseNetwork(text);
  if (network?.bits !== 128) return text === "0.0.0.0/0";
  const rest = BigInt(128 - network.length);
  return network.length <= GIVEN_OUT.length && network.address >> rest === GIVEN_OUT.address >> rest;
}
