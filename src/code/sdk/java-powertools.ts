import type { Evaluator } from "../values/evaluator.ts";
import type { CallSite, CodeValue } from "../values/value.ts";
import type { SdkCall } from "./sdk-call.ts";
import { providerCalls } from "./sdk-powertools.ts";
import type { SdkValue, Store } from "./sdk-value.ts";

type External = Extract<CodeValue, { kind: "external" }>;
type Provider = Extract<SdkValue, { kind: "provider" }>;

const POWERTOOLS = /^software\.amazon\.lambda\.powertools\./;

/** Classes that read parameters (Powertools for AWS Lambda (Java), Parameters, 2026-11). */
const PROVIDERS: ReadonlyMap<string, Store> = new Map([
  ["SSMProvider", "ssm"],
  ["SecretsProvider", "secretsmanager"],
  ["AppConfigProvider", "appconfig"],
  ["DynamoDbProvider", "dynamodb"],
]);

/** The functions of version 1 that return them. */
const MANAGED: ReadonlyMap<string, Store> = new Map([
  ["ParamManager.getSsmProvider", "ssm"],
  ["ParamManager.getSecretsProvider", "secretsmanager"],
  ["ParamManager.getAppConfigProvider", "appconfig"],
  ["ParamManager.getDynamoDbProvider", "dynamodb"],
]);

/** Annotations of fields that are set to a parameter. */
const ANNOTATIONS: ReadonlyMap<string, Store> = new Map([
  ["SSMParam", "ssm"],
  ["SecretsParam", "secretsmanager"],
]);

/** What a class or a function of Powertools makes. */
export function providerOf({ source, path }: External, site: CallSite): CodeValue | undefined {
  if (!POWERTOOLS.test(source)) return undefined;
  const [name = "", member = ""] = path;
  if (name === "DynamoDBPersistenceStore" && member === "builder")
    return { kind: "sdk", sdk: { kind: "builder", of: name, arguments: [] } };
  const managed = MANAGED.get(path.join("."));
  const store = managed ?? (member === "" || member === "builder" ? PROVIDERS.get(name) : undefined);
  // a table is the only thing that such a function is given and that counts
  const made = managed === "dynamodb" ? site.arguments.map((each) => ({ ...each, name: "table_name" })) : [];
  return store && { kind: "sdk", sdk: { kind: "provider", store, made } };
}

/** What a method of a provider returns: the same, with another option. */
export function providerMethodResult(sdk: Provider, name: string, { arguments: [first] }: CallSite): CodeValue {
  if (/^get/.test(name)) return { kind: "unknown" };
  const isTable = name === "withTable" && first;
  return { kind: "sdk", sdk: isTable ? { ...sdk, made: [{ ...first, name: "table_name" }] } : sdk };
}

/** `@SSMParam(key = "/orders/limit")`, which is read as a call of a function of the annotation. */
export function providerParameterCalls(
  { source, path: [name = "", member = ""] }: External,
  site: CallSite,
  evaluator: Evaluator,
): readonly SdkCall[] {
  const store = POWERTOOLS.test(source) && member === "get" ? ANNOTATIONS.get(name) : undefined;
  return store ? providerCalls({ kind: "provider", store, made: [] }, "get", site, evaluator) : [];
}
