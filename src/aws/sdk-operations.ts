import { readJson } from "./data-file.ts";
import { iamAction } from "./iam-actions.ts";
import { fullNameOf, iamPack } from "./iam-service.ts";
import { OPERATION_EXCEPTIONS, REQUEST_DEPENDENT } from "./sdk-exceptions.ts";

/** How a program names a service: `@aws-sdk/client-sfn` without its scope, `boto3.client("stepfunctions")`, `new AWS.StepFunctions()`. */
export type SdkNaming = "client" | "boto3" | "v2";

type NameTables = Readonly<Record<SdkNaming, Readonly<Record<string, string>>>>;

let tables: Readonly<Record<SdkNaming, ReadonlyMap<string, string>>> | undefined;

function namesOf(naming: SdkNaming): ReadonlyMap<string, string> {
  if (!tables) {
    const file = readJson<NameTables>("sdk-services.json");
    const toMap = (table: Readonly<Record<string, string>>) => new Map(Object.entries(table));
    tables = { client: toMap(file.client), boto3: toMap(file.boto3), v2: toMap(file.v2) };
  }
  return tables[naming];
}

/**
 * The IAM prefix of a service by its name in an SDK; undefined if unknown. Names of clients may be given as packages
 * (`@aws-sdk/client-dynamodb`).
 */
export function iamPrefixOf(naming: SdkNaming, name: string): string | undefined {
  const bare = naming === "client" ? name.replace(/^(?:@aws-sdk\/)?client-/, "") : name;
  return namesOf(naming).get(bare) ?? (naming !== "v2" && iamPack().has(bare) ? bare : undefined);
}

/** What a call needs: all of these, or (`any`) those among them that the request's content asks for. */
export interface OperationPermissions {
  readonly kind: "all" | "any";
  /** Full names; none for an operation that needs no permission. */
  readonly actions: readonly string[];
}

function foldKeys(table: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(table).map(([name, actions]) => [name.toLowerCase(), actions]));
}

const EXCEPTIONS = foldKeys(OPERATION_EXCEPTIONS);
const DEPENDENT = foldKeys(REQUEST_DEPENDENT);

/**
 * The permissions that a call of an API operation needs, by the service's IAM prefix; undefined if the operation is unknown.
 * The operation may be written as in any SDK: `GetObject`, `getObject`, `get_object`. Nearly always the action is named as
 * the operation is. What the service needs behind it (a key's use, a role that is passed) is not said here.
 */
export function operationPermissions(prefix: string, operation: string): OperationPermissions | undefined {
  const name = `${prefix}:${operation.replaceAll("_", "")}`.toLowerCase();
  const any = DEPENDENT.get(name);
  if (any) return { kind: "any", actions: any };
  const exception = EXCEPTIONS.get(name);
  if (exception) return { kind: "all", actions: exception };
  const action = iamAction(name);
  return action && { kind: "all", actions: [fullNameOf(action)] };
}

/** The actions that an operation's name, used as an action by mistake (`s3:HeadObject`), should be; undefined if it is none. */
export function actionsForOperationName(fullName: string): readonly string[] | undefined {
  const name = fullName.toLowerCase();
  return iamAction(name) ? undefined : (EXCEPTIONS.get(name) ?? DEPENDENT.get(name));
}
