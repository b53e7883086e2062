import { resourceSchema } from "../../../aws/provider-schema.ts";
import type { Stack } from "../../../lambda/index.ts";
import type { BlockValue, Resource, Value } from "../../../terraform/index.ts";
import { blocksAt } from "../declarations/blocks-at.ts";
import { secretLiterals } from "./secret-literal.ts";

/** A secret in an argument of a resource, which is stored in the state. */
export interface StoredSecret {
  readonly resource: Resource;
  readonly argument: string;
  readonly value: Value;
  /** The write-only argument for the same value. */
  readonly writeOnly: string | undefined;
}

/** Arguments for secrets without a write-only alternative. The others are found by theirs in the provider's schema. */
const MORE: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws_elasticache_replication_group", ["auth_token"]],
  ["aws_directory_service_directory", ["password"]],
  ["aws_dms_endpoint", ["password"]],
]);

/** Arguments for secrets in nested blocks. */
const IN_BLOCKS: ReadonlyMap<string, readonly { readonly path: readonly string[]; readonly argument: string }[]> =
  new Map([
    ["aws_mq_broker", [{ path: ["user"], argument: "password" }]],
    [
      "aws_cloudwatch_event_connection",
      [
        { path: ["auth_parameters", "api_key"], argument: "value" },
        { path: ["auth_parameters", "basic"], argument: "password" },
        { path: ["auth_parameters", "oauth", "client_parameters"], argument: "client_secret" },
      ],
    ],
  ]);

/** The secrets in arguments of the stack's resources that are stored in the state. */
export function storedSecrets(stack: Stack): readonly StoredSecret[] {
  return stack.modules.flatMap(({ resources }) =>
    resources.flatMap((resource) => {
      if (resource.mode !== "managed" || !resource.type.startsWith("aws_")) return [];
      const own = secretArguments(resource)
        .filter(({ argument }) => resource.body.isSet(argument) === "yes")
        .map((found) => ({ ...found, resource, value: resource.body.value(found.argument) }));
      return [...own, ...secretsInBlocks(resource)];
    }),
  );
}

function secretsInBlocks(resource: Resource): StoredSecret[] {
  return (IN_BLOCKS.get(resource.type) ?? []).flatMap(({ path, argument }) =>
    blocksAt(resource.body, path)
      .filter((block) => block.isSet(argument) === "yes")
      .map((block) => ({
        resource,
        argument: [...path, argument].join("."),
        value: block.value(argument),
        writeOnly: undefined,
      })),
  );
}

function secretArguments({ type, body }: Resource): { argument: string; writeOnly: string | undefined }[] {
  if (type === "aws_ssm_parameter" && !isSecretParameter(body)) return [];
  const ofType = writeOnlyForms(type);
  if (ofType.size === 0) return [];
  return body.argumentNames.flatMap((argument) =>
    ofType.has(argument) ? [{ argument, writeOnly: ofType.get(argument) }] : [],
  );
}

type WriteOnlyForms = ReadonlyMap<string, string | undefined>;
const formsByType = new Map<string, WriteOnlyForms>();

/** The arguments of a type for secrets, with their write-only alternatives. */
function writeOnlyForms(type: string): WriteOnlyForms {
  const known = formsByType.get(type);
  if (known) return known;
  const forms = new Map<string, string | undefined>((MORE.get(type) ?? []).map((argument) => [argument, undefined]));
  for (const [name, { writeOnly }] of resourceSchema(type)?.attributes ?? [])
    if (writeOnly && name.endsWith("_wo")) forms.set(name.slice(0, -"_wo".length), name);
  formsByType.set(type, forms);
  return forms;
}

/** A parameter of type String contains a secret only if its value's format or the parameter's name says so. */
function isSecretParameter(body: BlockValue): boolean {
  return (
    body.string("type") === "SecureString" || secretLiterals(body.string("name") ?? "", body.value("value")).length > 0
  );
}
