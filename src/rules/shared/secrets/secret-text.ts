import { type KnownSecretFormat, secretFormats } from "./secret-formats.ts";

/** A text that is recognized as a secret. */
export interface SecretText {
  /** With its article: `an AWS access key id`. */
  readonly what: string;
  /** Its first characters, which suffice to find it. */
  readonly shown: string;
}

/** The number of characters of a text that are searched. */
const MAX_LENGTH = 20_000;
/** Matches what secrets of any kind contain: nearly all texts are ruled out by this one search. */
const ANY_MARK = new RegExp(
  secretFormats.flatMap(({ marks }) => marks.map((mark) => mark.replace(/\W/g, "\\$&"))).join("|"),
);

/**
 * Recognizes a secret by its format alone: keys of known formats, private keys, addresses with a password. A text that
 * only looks random may be a hash, an id or a path, and is not reported.
 */
export function secretIn(text: string): SecretText | undefined {
  const searched = text.slice(0, MAX_LENGTH);
  if (!ANY_MARK.test(searched)) return undefined;
  for (const format of secretFormats) {
    if (!format.marks.some((mark) => searched.includes(mark))) continue;
    const found = format.pattern.exec(searched);
    if (found && isReal(found, format)) return { what: format.what, shown: shownOf(found[0], format) };
  }
  return undefined;
}

/** Keys of documentation and templates (AKIAIOSFODNN7EXAMPLE, xxxx, <password>), and passwords of local databases. */
function isReal(found: RegExpExecArray, format: KnownSecretFormat): boolean {
  const { secret = found[0] } = found.groups ?? {};
  return !isStandIn(secret) && !COMMONPLACE.test(secret) && (!format.looksRandom || entropyOf(secret) >= 3);
}

const STAND_INS = [
  /example|placeholder|change.?me|replace.?(?:me|this)|dummy|redacted|(?:^|[^a-z])your[-_ ]|_here$/i,
  // <token>, {{token}}, ${TOKEN}, %s, ****, …
  /^<.*>$|^\[.*\]$|\{\{|\$\{|^\$[A-Z_]+$|%[sdv]\b|^[*.x]+$|\.\.\./i,
  /(.)\1{5,}|1234567|\u0000/,
];
const COMMONPLACE =
  /^(?:password|passwd|pass|pwd|secret|token|user|username|api-?key|test|local|localhost|guest|postgres|mysql|root|admin|none|null)$/i;

/** A reference that is quoted by mistake, which is not a secret. */
const REFERENCE = /^(?:(?:var|local|module|data|each|self|ephemeral)\.|aws_[a-z0-9_]+\.)[A-Za-z_][\w.[\]*-]*$/;

/** Whether a text would be a reference without its quotes: `var.api_key`. */
export function isReference(text: string): boolean {
  return REFERENCE.test(text);
}

/** Whether a text is a placeholder: `your_api_key`, `changeme`, `<token>`, `xxxxxxxx`, `var.token`. */
export function isStandIn(text: string): boolean {
  return isReference(text) || STAND_INS.some((pattern) => pattern.test(text));
}

/** The entropy of a text in bits per character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** The first characters of a secret: four of a long one, one of a short one. */
export function masked(secret: string): string {
  const [firstLine = ""] = secret.trim().split("\n");
  const shown = secret.length >= 16 ? 4 : secret.length >= 8 ? 1 : 0;
  return `${firstLine.slice(0, shown)}…`;
}

function shownOf(found: string, { shows }: KnownSecretFormat): string {
  return shows === undefined ? masked(found) : `${found.slice(0, shows)}…`;
}
