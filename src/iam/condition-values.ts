import { parseNetwork } from "../terraform/index.ts";
import { baseOperator, type PlainCondition } from "./condition.ts";
import { keyType } from "./condition-keys.ts";

/** Values with which a condition can never be true. */
export interface WrongValue {
  readonly value: string;
  /** What the value would have to be, as a noun phrase: `a number`. */
  readonly wanted: string;
}

interface Form {
  readonly wanted: string;
  isOne(value: string): boolean;
}

const BOOLEAN: Form = { wanted: "a boolean", isOne: (value) => /^(?:true|false)$/i.test(value) };

const NUMBER: Form = { wanted: "a number", isOne: (value) => /^-?\d+(?:\.\d+)?$/.test(value) };
const ARN: Form = { wanted: "an ARN", isOne: (value) => value.startsWith("arn:") || /[*?]/.test(value) };

/** What operators compare (AWS IAM user guide, IAM JSON policy elements: Condition operators, 2026-11). */
const OF_OPERATORS: readonly (readonly [operator: RegExp, form: Form])[] = [
  [/^numeric/, NUMBER],
  [/^date/, { wanted: "a date", isOne: isDate }],
  [/^(?:bool|null)$/, BOOLEAN],
  [/ipaddress$/, { wanted: "a range of IP addresses", isOne: isRange }],
  [/^arn/, ARN],
];

const ACCOUNT: Form = { wanted: "an account id of 12 digits", isOne: (value) => /^\d{12}$|[*?]/.test(value) };
const startsWith = (prefix: string, wanted: string): Form => ({
  wanted,
  isOne: (value) => value.startsWith(prefix) || /[*?]/.test(value),
});

/** The format of keys' values (AWS IAM user guide, AWS global condition context keys, 2026-11). In lower case. */
const OF_KEYS: ReadonlyMap<string, Form> = new Map([
  ...["principalaccount", "resourceaccount", "sourceaccount", "vpceaccount"].map(
    (key) => [`aws:${key}`, ACCOUNT] as const,
  ),
  ...["principalarn", "sourcearn"].map((key) => [`aws:${key}`, startsWith("arn:", "an ARN")] as const),
  ...["principalorgid", "resourceorgid", "sourceorgid", "vpceorgid"].map(
    (key) => [`aws:${key}`, startsWith("o-", "the id of an organization, which begins with o-")] as const,
  ),
  ["aws:sourcevpc", startsWith("vpc-", "the id of a VPC, which begins with vpc-")],
  ["aws:sourcevpce", startsWith("vpce-", "the id of a VPC endpoint, which begins with vpce-")],
]);

/** The first value of a condition that can never match its operator, or its key if that is compared as text. */
export function wrongValue({ operator, key, values }: PlainCondition): WrongValue | undefined {
  const base = baseOperator(operator);
  const form = base.startsWith("string")
    ? (OF_KEYS.get(key.toLowerCase()) ?? formOfType(key))
    : OF_OPERATORS.find(([pattern]) => pattern.test(base))?.[1];
  const value = form && values.find((each) => !form.isOne(each));
  return value === undefined ? undefined : { value, wanted: form?.wanted ?? "" };
}

/** Keys whose values are ARNs although their names do not say so. In lower case. */
const ARN_KEYS: ReadonlySet<string> = new Set([
  "ec2:instanceprofile",
  "ec2:subnet",
  "ec2:vpc",
  "ecs:cluster",
  "iam:permissionsboundary",
]);

/** The form that a key's type asks for, whatever the operator: the key is compared with its text then. */
function formOfType(key: string): Form | undefined {
  const type = keyType(key);
  const forText = ({ wanted, isOne }: Form): Form => ({ wanted, isOne: (value) => isOne(value) || /[*?]/.test(value) });
  if (type === "Bool") return forText(BOOLEAN);
  if (type === "Numeric") return forText(NUMBER);
  // the reference calls some names and ids ARNs, too
  const isArn = type === "ARN" && (/arn$/i.test(key) || ARN_KEYS.has(key.toLowerCase()));
  return isArn ? ARN : undefined;
}

/** A month, a day or a time (the ISO 8601 formats of W3C's note), or seconds since 1970. */
function isDate(value: string): boolean {
  return (
    /^\d+$/.test(value) ||
    /^\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d))?)?$/.test(value)
  );
}

/** An address, optionally with a prefix length. */
function isRange(value: string): boolean {
  return parseNetwork(value.includes("/") ? value : `${value}/32`) !== undefined;
}
