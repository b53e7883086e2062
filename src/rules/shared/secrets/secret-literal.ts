import { isPlanned, type Place, primitiveText, type Value } from "../../../terraform/index.ts";
import { isOfSecrets, isSecretName, mentionsSecret, wordsOf } from "./secret-name.ts";
import { entropyOf, isReference, isStandIn, masked, secretIn } from "./secret-text.ts";

/** A secret that is written out. */
export interface SecretLiteral {
  /** The name it goes by: of the argument, or of the key in a map. */
  readonly name: string;
  /** Where the literal stands. */
  readonly place: Place;
  /** With its article: `a GitHub token`, or `a value for a secret`. */
  readonly what: string;
  /** Enough of it to find it by, and no more. */
  readonly shown: string;
  /** What gives it away: its own form, or the name it goes by. */
  readonly by: "form" | "name";
  readonly isStandIn: boolean;
  /** Whether it stands in a text of JSON. */
  readonly isInJson: boolean;
}

/** Nesting beyond which a value is not looked into. */
const MAX_LEVEL = 16;

/** The secrets that are written out in a value which goes by a name: in the value itself, or in a map or list below it. */
export function secretLiterals(name: string, value: Value): readonly SecretLiteral[] {
  const found: SecretLiteral[] = [];
  collect(name, value, { level: 0, isInJson: false, isOfNames: isOfSecrets(name) }, found);
  return found;
}

interface Depth {
  readonly level: number;
  readonly isInJson: boolean;
  /** Whether a name above says that names or places of secrets stand here: `secret_arns`. */
  readonly isOfNames: boolean;
}

/** Into one list: hardly any value has a secret, and a list for each level of each would take most of the time. */
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

function literalSecret(name: string, value: Extract<Value, { kind: "known" | "template" }>): Found | undefined {
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

/** The text as far as it is written out, with a mark for each part that is not known. */
function writtenText(value: Extract<Value, { kind: "known" | "template" }>): string | undefined {
  if (value.kind === "known") return primitiveText(value);
  return value.parts.map((part) => (typeof part === "string" ? part : "\u0000")).join("");
}

/** Whether a text under a secret's name can be the secret, and not where it is kept, or a switch. */
function couldBeSecret(name: string, text: string): boolean {
  if (
    text.trim().length < 4 ||
    /^(?:true|false|yes|no|none|null|nil|enabled|disabled|required|optional|auto|default)$/i.test(text)
  )
    return false;
  // where a token is looked for: X-CSRF-Token
  if (isReference(text) || isPointer(text) || /^X(?:-[A-Z]+)+$/i.test(text)) return false;
  return isStandIn(text) || !isNameOfSecret(name, text);
}

/** SECRET = "orders-db2" and DB_PASSWORD = "prod-db-password" name what is kept elsewhere. */
function isNameOfSecret(name: string, text: string): boolean {
  const segments = text.split(/[-_. ]/);
  const others = segments.filter((segment) => !/^(?:[a-z]{2,}|v?\d{1,3})$/i.test(segment));
  // one word may have a number, beside others
  const isWords =
    others.length === 0 || (others.length === 1 && segments.length > 1 && /^[a-z]{2,}\d{1,3}$/i.test(others.join()));
  const last = wordsOf(name).at(-1) ?? "";
  const isNameable = ["secret", "token", "credentials"].includes(last);
  return isWords && (isNameable || (segments.length > 1 && segments.some((segment) => segment.toLowerCase() === last)));
}

/** Paths, addresses, ARNs, references that something resolves at run time: $.token, $context.authorizer.token. */
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

/** The form of AWS's secret access keys, which slashes and few digits may make look like a path. */
function isSecretAccessKey(text: string): boolean {
  return /^[A-Za-z0-9/+]{40}$/.test(text) && /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text);
}

/** Upper case, lower case and digits in a long text, as keys in base 64 have them and names do not. */
function isMixed(text: string): boolean {
  return text.length >= 24 && /[A-Z]/.test(text) && /[a-z]/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 3;
}

/** Upper and lower case and digits in one long run without order. A hash, an id or a path is none of this. */
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
