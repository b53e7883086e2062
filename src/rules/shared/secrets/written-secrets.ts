import type { Stack } from "../../../lambda/index.ts";
import type { BlockValue, Place, Resource, Value } from "../../../terraform/index.ts";
import { secretInScript } from "./script-secrets.ts";
import { type SecretLiteral, secretLiterals } from "./secret-literal.ts";
import { isSecretName } from "./secret-name.ts";
import { storedSecrets } from "./stored-secrets.ts";

/** A secret in an argument of a resource, data source or module call. */
export interface WrittenSecret extends SecretLiteral {
  /** The address of the resource, data source or module call. */
  readonly owner: string;
  /** The argument's path, with the blocks around it. */
  readonly argument: string;
  /** Whether it is only a part of the argument's text. */
  readonly isPart?: true;
}

/** Arguments with scripts, addresses and headers. */
const SCRIPTS = /^(?:user_data|url|request_headers|request_body|provisioner\.(?:command|inline)|part\.content)$/;

/** Arguments with environment variables, where a variable's name identifies a secret as well as its format. */
const ENVIRONMENT = /(?:^|_)env(?:ironment)?(?:_variables)?$/;
/** Types of a build's environment variables whose values only name the secret. */
const KEPT_ELSEWHERE = new Set(["PARAMETER_STORE", "SECRETS_MANAGER"]);
/**
 * Arguments that are named like secrets, but contain the name of a key or role, or an id (AWS provider 6.66.0, schema).
 */
const NO_SECRETS: ReadonlySet<string> = new Set(
  `authorizer_credentials client_token creation_token credentials default_encryption_key encryption_key event_source_token
  kms_encryption_key offer_token update_token view_version_token volume_encryption_key`.split(/\s+/),
);
/** The depth to which nested values are searched. */
const MAX_LEVEL = 8;

/** The secrets in arguments that no other rule checks: neither environments of functions nor arguments for secrets. */
export function writtenSecrets(stack: Stack): readonly WrittenSecret[] {
  const stored = new Set(storedSecrets(stack).map(({ resource, argument }) => keyOf(resource.address, argument)));
  const found = stack.modules.flatMap((module) => [
    ...module.resources.flatMap((resource) => inBody(resource.address, bodyOf(resource))),
    ...module.calls
      .filter(({ modules }) => modules.length === 0)
      .flatMap(({ name, block }) =>
        inBody(`module.${name}`, { body: block, isLeftOut: (path) => ENVIRONMENT.test(path) }),
      ),
  ]);
  return distinct(found.filter(({ owner, argument }) => !stored.has(keyOf(owner, argument))));
}

interface Searched {
  readonly body: BlockValue;
  readonly isLeftOut: (path: string) => boolean;
}

function bodyOf({ type, body }: Resource): Searched {
  return { body, isLeftOut: (path) => type === "aws_lambda_function" && path.startsWith("environment.") };
}

function inBody(owner: string, { body, isLeftOut }: Searched, path: readonly string[] = []): WrittenSecret[] {
  const own = body.argumentNames.flatMap((name) => {
    const argument = [...path, name].join(".");
    if (isLeftOut(argument)) return [];
    const found = inArgument(name, body).map((secret) => ({ ...secret, owner, argument }));
    if (found.length > 0 || !SCRIPTS.test(argument)) return found;
    const secret = secretInScript(body.value(name), name);
    return secret ? [{ ...secret, owner, argument, isPart: true as const }] : [];
  });
  const below = body.blockTypes.flatMap((type) =>
    body.blocks(type).flatMap((block) => inBody(owner, { body: block, isLeftOut }, [...path, type])),
  );
  return [...own, ...below];
}

function inArgument(name: string, body: BlockValue): readonly SecretLiteral[] {
  const value = body.value(name);
  const byForm = secretLiterals(name, value).filter(
    (found) => found.by === "form" || ENVIRONMENT.test(name) || isNamedSecret(found, name),
  );
  if (name !== "value") return [...byForm, ...inPairs(value)];
  const isPlain = !KEPT_ELSEWHERE.has(body.string("type") ?? "");
  return [...byForm, ...(isPlain ? secretLiterals(body.string("name") ?? "", value) : [])];
}

/**
 * Whether the name of an argument, or of a key in it, identifies its value as a secret: a password, the client secret
 * of an identity provider. Names in JSON strings have a meaning only to what reads them.
 */
function isNamedSecret({ name, isStandIn, isInJson }: SecretLiteral, argument: string): boolean {
  return !isStandIn && !isInJson && isSecretName(name) && !NO_SECRETS.has(name) && !/^tags/.test(argument);
}

/** The secrets in lists of objects with a name and a value, such as a container's environment. */
function inPairs(value: Value): readonly SecretLiteral[] {
  const found: SecretLiteral[] = [];
  collectPairs(value, 0, found);
  return found;
}

function collectPairs(value: Value, level: number, found: SecretLiteral[]): void {
  if (level > MAX_LEVEL) return;
  if (value.kind === "json") collectPairs(value.content, level + 1, found);
  else if (value.kind === "list") for (const element of value.elements) collectPairs(element, level + 1, found);
  else if (value.kind === "object") {
    const [name, paired] = [value.entries.get("name"), value.entries.get("value")];
    if (name?.kind === "known" && paired) found.push(...secretLiterals(String(name.value), paired));
    else for (const entry of value.entries.values()) collectPairs(entry, level + 1, found);
  }
}

function distinct(secrets: readonly WrittenSecret[]): WrittenSecret[] {
  return [...new Map(secrets.map((secret) => [placeKey(secret.place), secret])).values()];
}

function placeKey({ file, start, end }: Place): string {
  return `${file.path}:${start}-${end}`;
}

function keyOf(owner: string, argument: string): string {
  return `${owner} ${argument}`;
}
