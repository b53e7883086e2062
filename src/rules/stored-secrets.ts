import { resourceSchema } from "../aws/provider-schema.ts";
import type { Stack } from "../lambda/index.ts";
import type { BlockValue, Resource, Value } from "../terraform/index.ts";
import { secretLiterals } from "./secret-literal.ts";

/** A secret that a resource is given, and that ends up in the state. */
export interface StoredSecret {
  readonly resource: Resource;
  readonly argument: string;
  readonly value: Value;
  /** The argument that does the same without the state. */
  readonly writeOnly: string | undefined;
}

/** Arguments that hold secrets and have no write-only form; the provider's schema knows the others by theirs. */
const MORE: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws_elasticache_replication_group", ["auth_token"]],
  ["aws_directory_service_directory", ["password"]],
  ["aws_dms_endpoint", ["password"]],
]);

/** The secrets that resources of the stack are given in arguments that are stored. */
export function storedSecrets(stack: Stack): readonly StoredSecret[] {
  return stack.modules.flatMap(({ resources }) =>
    resources.flatMap((resource) => {
      if (resource.mode !== "managed" || !resource.type.startsWith("aws_")) return [];
      return secretArguments(resource)
        .filter(({ argument }) => resource.body.isSet(argument) === "yes")
        .map((found) => ({ ...found, resource, value: resource.body.value(found.argument) }));
    }),
  );
}

function secretArguments({ type, body }: Resource): { argument: string; writeOnly: string | undefined }[] {
  if (type === "aws_ssm_parameter" && !isSecretParameter(body)) return [];
  const attributes = resourceSchema(type)?.attributes;
  return body.argumentNames.flatMap((argument): { argument: string; writeOnly: string | undefined }[] => {
    const writeOnly = `${argument}_wo`;
    if (attributes?.get(writeOnly)?.writeOnly) return [{ argument, writeOnly }];
    return MORE.get(type)?.includes(argument) ? [{ argument, writeOnly: undefined }] : [];
  });
}

/** A parameter in clear is not kept as a secret, unless what it holds is one: by its form, or by the parameter's name. */
function isSecretParameter(body: BlockValue): boolean {
  return (
    body.string("type") === "SecureString" || secretLiterals(body.string("name") ?? "", body.value("value")).length > 0
  );
}
