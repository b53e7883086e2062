import { readJson } from "./data-file.ts";
import { iamAction } from "./iam-actions.ts";
import { fullNameOf, iamPack } from "./iam-service.ts";
import { OPERATION_EXCEPTIONS, REQUEST_DEPENDENT } from "./sdk-exceptions.ts";

/**
 * How an SDK names services: `@aws-sdk/client-sfn` without its scope, `boto3.client("stepfunctions")`, `new
 * AWS.StepFunctions()`, `service/sfn` in Go.
 */
export type SdkNaming = "client" | "boto3" | "v2" | "go";

type NameTables = Readonly<Record<Exclude<SdkNaming, "go">, Readonly<Record<string, string>>>>;

let tables: Readonly<Record<Exclude<SdkNaming, "go">, ReadonlyMap<string, string>>> | undefined;
let goNames: ReadonlyMap<string, string> | undefined;

function namesOf(naming: SdkNaming): ReadonlyMap<string, string> {
  if (!tables) {
    const file = readJson<NameTables>("sdk-services.json");
    const toMap = (table: Readonly<Record<string, string>>) => new Map(Object.entries(table));
    tables = { client: toMap(file.client), boto3: toMap(file.boto3), v2: toMap(file.v2) };
  }
  if (naming !== "go") return tables[naming];
  goNames ??= namesInGo(tables);
  return goNames;
}

/** The SDK for Go calls services as those for JavaScript do, in letters and digits alone. */
function namesInGo({ client, v2 }: NonNullable<typeof tables>): ReadonlyMap<string, string> {
  const prefixes = iamPack()
    .names()
    .map((name): readonly [string, string] => [name, name]);
  const names = [...prefixes, ...v2, ...client];
  return new Map(names.map(([name, prefix]) => [name.replaceAll("-", "").toLowerCase(), prefix]));
}

/**
 * The IAM prefix of a service by its name in an SDK; undefined if unknown. For `client` the name may also be the whole
 * package name (`@aws-sdk/client-dynamodb`).
 */
export function iamPrefixOf(naming: SdkNaming, name: string): string | undefined {
  const bare = naming === "client" ? name.replace(/^(?:@aws-sdk\/)?client-/, "") : name;
  return (
    namesOf(naming).get(bare) ?? ((naming === "client" || naming === "boto3") && iamPack().has(bare) ? bare : undefined)
  );
}

/** What a call needs: all of these actions, or (`any`) those of them that the content of the request calls for. */
export interface OperationPermissions {
  readonly kind: "all" | "any";
  /** Full names; empty for an operation that needs no permission. */
  readonly actions: readonly string[];
}

function foldKeys(table: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(table).map(([name, actions]) => [name.toLowerCase(), actions]));
}

const EXCEPTIONS = foldKeys(OPERATION_EXCEPTIONS);
const DEPENDENT = foldKeys(REQUEST_DEPENDENT);

/**
 * The permissions that a call of an API operation needs, by the service's IAM prefix; undefined if the operation is
 * unknown. The operation may be written as in any SDK: `GetObject`, `getObject`, `get_object`. The action nearly always
 * has the operation's name. What the service needs in turn (use of a key, a role that is passed) is not included.
 */
export function operationPermissions(prefix: string, operation: string): OperationPermissions | undefined {
  const name = `${prefix}:${operation.replaceAll("_", "")}`.toLowerCase();
  const dependent = DEPENDENT.get(name);
  if (dependent) return { kind: "any", actions: dependent };
  const exception = EXCEPTIONS.get(name);
  if (exception) return { kind: "all", actions: exception };
  const action = iamAction(name);
  return action && { kind: "all", actions: [fullNameOf(action)] };
}

/**
 * The right actions for an operation's name that is mistaken for an action (`s3:HeadObject`); undefined if it is no
 * such name.
 */
export function actionsForOperationName(fullName: string): readonly string[] | undefined {
  const name = fullName.toLowerCase();
  return iamAction(name) ? undefined : (EXCEPTIONS.get(name) ?? DEPENDENT.get(name));
}
