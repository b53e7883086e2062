import type { Evaluator } from "../values/evaluator.ts";
import type { CallSite, CodeValue, PassedArgument } from "../values/value.ts";
import { Request } from "./request.ts";
import { operation, type SdkCall } from "./sdk-call.ts";
import type { SdkValue, Store } from "./sdk-value.ts";

type External = Extract<CodeValue, { kind: "external" }>;

/** Functions of Powertools' parameters utility: the operation, and the parameter that the first argument fills. */
const FUNCTIONS: Readonly<
  Record<string, readonly (readonly [prefix: string, operation: string, parameter: string])[]>
> = {
  getparameter: [["ssm", "GetParameter", "Name"]],
  getparameters: [["ssm", "GetParametersByPath", "Path"]],
  getparametersbyname: [["ssm", "GetParameters", "Names"]],
  setparameter: [["ssm", "PutParameter", "Name"]],
  getsecret: [["secretsmanager", "GetSecretValue", "SecretId"]],
  setsecret: [["secretsmanager", "PutSecretValue", "SecretId"]],
  getappconfig: [
    ["appconfig", "StartConfigurationSession", "ConfigurationProfileIdentifier"],
    ["appconfig", "GetLatestConfiguration", "ConfigurationProfileIdentifier"],
  ],
};

/** The operations of a provider's methods; `tableName` is given to the constructor. */
const METHODS: Readonly<Record<Store, Readonly<Record<string, string>>>> = {
  ssm: {
    get: "getparameter",
    getmultiple: "getparameters",
    getparametersbyname: "getparametersbyname",
    set: "setparameter",
  },
  secretsmanager: { get: "getsecret", set: "setsecret" },
  appconfig: { get: "getappconfig" },
  dynamodb: { get: "GetItem", getmultiple: "Query" },
};

/**
 * What the idempotency utility does with its table (Powertools documentation, Idempotency: required permissions,
 * 2026-11).
 */
export const PERSISTENCE = ["GetItem", "PutItem", "UpdateItem", "DeleteItem"] as const;

/** Whether a name comes from Powertools for AWS Lambda. */
export function isPowertools({ source }: External): boolean {
  return /^aws_lambda_powertools(?:\.|$)|^@aws-lambda-powertools\//.test(source);
}

function plainName(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** The object that a class of Powertools constructs. */
export function powertoolsResult({ path }: External, { arguments: made }: CallSite): CodeValue | undefined {
  const store = PROVIDERS[path.at(-1) ?? ""];
  return store && { kind: "sdk", sdk: { kind: "provider", store, made } };
}

const PROVIDERS: Readonly<Record<string, Store>> = {
  SSMProvider: "ssm",
  SecretsProvider: "secretsmanager",
  AppConfigProvider: "appconfig",
  DynamoDBProvider: "dynamodb",
};

/** The operations that a function or class of Powertools calls. */
export function powertoolsCalls({ path }: External, site: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  const name = path.at(-1) ?? "";
  if (name === "DynamoDBPersistenceLayer") {
    const table = tableOf(site.arguments, evaluator);
    return PERSISTENCE.map((each) => operation("dynamodb", each, table));
  }
  return functionCalls(plainName(name), site, evaluator);
}

function functionCalls(name: string, { arguments: [first] }: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  const called = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  return (called ?? []).map(([prefix, operationName, parameter]) => {
    const named = first && { ...first, name: parameter, values: () => keysOrSelf(first, evaluator) };
    return operation(prefix, operationName, new Request(evaluator, [], named ? [named] : []));
  });
}

/** getParametersByName takes an object whose keys are the names. */
function keysOrSelf(argument: PassedArgument, evaluator: Evaluator): readonly CodeValue[] {
  return argument
    .values()
    .flatMap((value) => (value.kind === "object" ? evaluator.collections.keys(value).keys : [value]));
}

/** The table, named `{ tableName }` in TypeScript and `table_name=` in Python. */
function tableOf(made: readonly PassedArgument[], evaluator: Evaluator): Request {
  const keyword = made.find(({ name }) => name === "table_name") ?? made.find(({ name }) => name === undefined);
  const values = () =>
    (keyword?.values() ?? []).flatMap((value) =>
      value.kind === "object" ? evaluator.member(value, "tableName") : [value],
    );
  return new Request(evaluator, [], [{ name: "TableName", isSpread: false, values }]);
}

/** The operations that a provider's method calls. */
export function providerCalls(
  { store, made }: Extract<SdkValue, { kind: "provider" }>,
  name: string,
  site: CallSite,
  evaluator: Evaluator,
): readonly SdkCall[] {
  const called = METHODS[store][plainName(name)];
  if (called === undefined) return [];
  if (store === "dynamodb") return [operation("dynamodb", called, tableOf(made, evaluator))];
  return functionCalls(called, site, evaluator);
}
