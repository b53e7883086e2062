import { createHash } from "node:crypto";
import { type FunctionTable, strict } from "./definition.ts";
import { text } from "./parameters.ts";
import { invalid } from "./refusal.ts";

/** Digests. `bcrypt` and `rsadecrypt` are left out: one is random, the other needs a key. */
export const hashFunctions: FunctionTable = {
  base64sha256: strict([text], (value) => digest("sha256", value, "base64")),
  base64sha512: strict([text], (value) => digest("sha512", value, "base64")),
  md5: strict([text], (value) => digest("md5", value, "hex")),
  sha1: strict([text], (value) => digest("sha1", value, "hex")),
  sha256: strict([text], (value) => digest("sha256", value, "hex")),
  sha512: strict([text], (value) => digest("sha512", value, "hex")),
  uuidv5: strict([text, text], nameUuid),
};

/** The hashes for which Terraform has functions. */
export type Algorithm = "md5" | "sha1" | "sha256" | "sha512";

/** The hash of a text in the form that Terraform's functions return. */
export function digest(algorithm: Algorithm, value: string, encoding: "hex" | "base64"): string {
  return createHash(algorithm).update(value).digest(encoding);
}

/** The namespaces of RFC 4122, appendix C. */
const NAMESPACES = new Map([
  ["dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"],
  ["url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8"],
  ["oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8"],
  ["x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8"],
]);

function nameUuid(namespace: string, name: string): string {
  const digits = (NAMESPACES.get(namespace) ?? namespace).replace(/^urn:uuid:|^\{(.*)\}$/, "$1").replaceAll("-", "");
  if (!/^[0-9a-fA-F]{32}$/.test(digits)) return invalid();
  const bytes = createHash("sha1").update(Buffer.from(digits, "hex")).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
