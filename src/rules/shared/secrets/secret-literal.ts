import {
  isPlanned,
  type KnownValue,
  type Place,
  primitiveText,
  type TemplateValue,
  type Value,
} from "../../../terraform/index.ts";
import { isOfSecrets, isSecretName, mentionsSecret, wordsOf } from "./secret-name.ts";
import { entropyOf, isReference, isStandIn, masked, secretIn } from "./secret-text.ts";

/** A secret in the configuration's text. */
export interface SecretLiteral {
  /** Its name: that of the argument, or its key in a map. */
  readonly name: string;
  /** The place of the literal. */
  readonly place: Place;
  /** With its article: `a GitHub token`, or `a value for a secret`. */
  readonly what: string;
  /** Its first characters, which suffice to find it. */
  readonly shown: string;
  /** Whether its format or its name identifies it as a secret. */
  readonly by: "form" | "name";
  readonly isStandIn: boolean;
  /** Whether it is within a JSON string. */
  readonly isInJson: boolean;
}

/** The depth to which nested values are searched. */
const MAX_LEVEL = 16;

/** The secrets in a named value: the value itself, or in maps and lists within it. */
export function secretLiterals(name: string, value: Value): readonly SecretLiteral[] {
  const found: SecretLiteral[] = [];
  collect(name, value, { level: 0, isInJson: false, isOfNames: isOfSecrets(name) }, found);
  return found;
}

interface Depth {
  readonly level: number;
  readonly isInJson: boolean;
  /** Whether an enclosing name says that these are names or locations of secrets: `secret_arns`. */
  readonly isOfNames: boolean;
}

/** Adds to a single list: hardly any value contains a secret, and a list for each level would take most of the time. */
function collect(name: string, value: Value, { level, isInJson, isOfNames }: Depth, found: SecretLiteral[]): void {
  if (level > MAX_LEVEL) return;
  const below = { level: level + 1, isInJson, isOfNames: isOfNames || isOfSecrets(name) };
  switch (value.kind) {
    case "object":
      for (const [key, entry] of value.entries) collect(key, entry, below, found);
      break;
    case "list":
      for (const element of value.elements) collect(name, element, below, found);
      break;
    case "json":
      collect(name, value.content, { ...below, isInJson: true }, found);
      break;
    case "choice":
      for (const option of value.options) collect(name, option, below, found);
      break;
    case "known":
    case "template": {
      const secret = isPlanned(value) ? undefined : literalSecret(name, value);
      if (secret && (secret.by === "form" || !isOfNames)) found.push({ name, place: value.place, isInJson, ...secret });
    }
  }
}

type Found = Omit<SecretLiteral, "name" | "place" | "isInJson">;

function literalSecret(name: string, value: KnownValue | TemplateValue): Found | undefined {
  const text = writtenText(value);
  if (text === undefined) return undefined;
  const byForm = secretIn(text);
  if (byForm) return { ...byForm, by: "form", isStandIn: false };
  if (value.kind !== "known" || typeof value.value !== "string" || (value.mentions ?? []).length > 0) return undefined;
  if (isSecretName(name) && couldBeSecret(name, text))
    return { what: "a value for a secret", shown: masked(text), by: "name", isStandIn: isStandIn(text) };
  if (mentionsSecret(name) && looksRandom(text))
    return { what: "a random value", shown: masked(text), by: "name", isStandIn: false };
  return undefined;
}

/** The literal text, with a mark for each unknown part. */
export function writtenText(value: KnownValue | TemplateValue): string | undefined {
  if (value.kind === "known") return primitiveText(value);
  return value.parts.map((part) => (typeof part === "string" ? part : "\u0000")).join("");
}

/** Whether a text with a secret's name can be the secret itself, rather than its location or a switch. */
export function couldBeSecret(name: string, text: string): boolean {
  if (
    text.trim().length < 4 ||
    /^(?:true|false|yes|no|none|null|nil|enabled|disabled|required|optional|auto|default)$/i.test(text)
  )
    return false;
  // the name of a header: X-CSRF-Token
  if (isReference(text) || isPointer(text) || /^X(?:-[A-Z]+)+$/i.test(text)) return false;
  return isStandIn(text) || !isNameOfSecret(name, text);
}

/** Whether a text is the name of a secret stored elsewhere: SECRET = "orders-db2", DB_PASSWORD = "prod-db-password". */
function isNameOfSecret(name: string, text: string): boolean {
  const segments = text.split(/[-_. ]/);
  const others = segments.filter((segment) => !/^(?:[a-z]{2,}|v?\d{1,3})$/i.test(segment));
  // one of several words may contain digits
  const isWords =
    others.length === 0 || (others.length === 1 && segments.length > 1 && /^[a-z]{2,}\d{1,3}$/i.test(others.join()));
  const last = wordsOf(name).at(-1) ?? "";
  const isNameable = ["secret", "token", "credentials"].includes(last);
  return isWords && (isNameable || (segments.length > 1 && segments.some((segment) => segment.toLowerCase() === last)));
}

/** Paths, addresses, ARNs, and references that are resolved at run time: $.token, $context.authorizer.token. */
function isPointer(text: string): boolean {
  return (
    /^(?:arn:|\$|[a-z][a-z0-9+.-]*:\/\/|\/|\.{1,2}\/|~\/|vault:|ssm:|secretsmanager:|AmazonMSK_|op:|env:|file:|\{\{resolve:|projects\/)/i.test(
      text,
    ) ||
    (/^[\w.-]+(?:\/[\w.-]+)+$/.test(text) && !isMixed(text) && !isSecretAccessKey(text)) ||
    /\.(?:json|pem|key|txt|ya?ml|env|crt)$/i.test(text) ||
    /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)
  );
}

/** The format of AWS secret access keys, which may look like paths, with slashes and few digits. */
function isSecretAccessKey(text: string): boolean {
  return /^[A-Za-z0-9/+]{40}$/.test(text) && /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text);
}

/** A long text with uppercase letters, lowercase letters and digits, as base64 keys have, but names do not. */
function isMixed(text: string): boolean {
  return text.length >= 24 && /[A-Z]/.test(text) && /[a-z]/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 3;
}

/** Uppercase letters, lowercase letters and digits mixed in a long run, unlike in hashes, ids and paths. */
function looksRandom(text: string): boolean {
  return (
    /^[A-Za-z0-9+/_=-]{24,128}$/.test(text) &&
    isMixed(text) &&
    !/[/_-].*[/_-].*[/_-]/.test(text) &&
    !isPointer(text) &&
    !isStandIn(text) &&
    entropyOf(text) >= 4
  );
}
