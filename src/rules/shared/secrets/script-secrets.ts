import { isPlanned, type Value } from "../../../terraform/index.ts";
import { couldBeSecret, type SecretLiteral, writtenText } from "./secret-literal.ts";
import { isSecretName } from "./secret-name.ts";
import { entropyOf, isStandIn, masked } from "./secret-text.ts";

/** What a value in a script or an address consists of, without what the shell or Terraform puts there. */
const PLAIN = "[^\\s\"'`$;&|<>()={}\\u0000]{8,200}={0,2}";

/** `export DB_PASSWORD=…`, `--password=…`, `?api_key=…` */
const ASSIGNMENT = new RegExp(
  `(?<![A-Za-z0-9_])(?<name>[A-Za-z_][A-Za-z0-9_]{2,60})=(?=["']?(?<value>${PLAIN})(?:["'\\s;&|)]|$))`,
  "g",
);

/** `Authorization: Bearer …` */
const AUTHORIZATION =
  /(?<name>authorization)["']?[:=]\s{0,4}["']?(?:bearer|basic|token) (?<value>[A-Za-z0-9+/_=.-]{16,400})/gi;

/** The number of characters of a text that are searched. */
const MAX_LENGTH = 20_000;

/**
 * The first secret that a script, an address or a header contains by name: a value that is assigned to something named
 * like a secret, or logs in with it. Only what is written in the argument itself counts.
 */
export function secretInScript(value: Value, argument: string): SecretLiteral | undefined {
  if (value.kind === "list") return firstOf(value.elements.map((element) => secretInScript(element, argument)));
  if (value.kind === "object") return firstOf([...value.entries].map(([key, entry]) => secretInScript(entry, key)));
  if ((value.kind !== "known" && value.kind !== "template") || isPlanned(value)) return undefined;
  const text = (/^(?:proxy-)?authorization$/i.test(argument) ? "authorization: " : "") + (writtenText(value) ?? "");
  if (!text.includes("=") && !/authorization/i.test(text)) return undefined;
  const written = value.place.file.slice(value.place);
  for (const pattern of [ASSIGNMENT, AUTHORIZATION])
    for (const { groups } of text.slice(0, MAX_LENGTH).matchAll(pattern)) {
      const { name = "", value: secret = "" } = groups ?? {};
      if (!isSecret(name, secret) || !written.includes(secret)) continue;
      const what = "a value for a secret";
      return { name, place: value.place, what, shown: masked(secret), by: "name", isStandIn: false, isInJson: false };
    }
  return undefined;
}

function firstOf(found: readonly (SecretLiteral | undefined)[]): SecretLiteral | undefined {
  return found.find((secret) => secret !== undefined);
}

/** Words alone may be the name of a secret, or an option: a secret in a script has letters and digits. */
function isSecret(name: string, text: string): boolean {
  const isNamed = name.toLowerCase() === "authorization" || isSecretName(name);
  const isMixed = /[a-z]/i.test(text) && /\d/.test(text) && entropyOf(text) >= 3;
  return isNamed && isMixed && couldBeSecret(name, text) && !isStandIn(text);
}
