import type { Evaluator } from "../values/evaluator.ts";
import type { CallSite, CodeValue } from "../values/value.ts";
import { Request } from "./request.ts";
import { dynamic, operation, type SdkCall } from "./sdk-call.ts";

type External = Extract<CodeValue, { kind: "external" }>;

/**
 * The operations of a plugin, each with the parameter that one of the things to be fetched fills; else it is the
 * request.
 */
type Fetched = readonly (readonly [prefix: string, operation: string, parameter?: string])[];

/**
 * Middy's plugins that fetch something before the handler runs, as their option `fetchData` says (middy.js.org, the
 * page of each plugin, 2026-11).
 */
const PLUGINS: ReadonlyMap<string, Fetched> = new Map<string, Fetched>([
  [
    "@middy/appconfig",
    [
      ["appconfig", "StartConfigurationSession"],
      ["appconfig", "GetLatestConfiguration"],
    ],
  ],
  ["@middy/dynamodb", [["dynamodb", "GetItem"]]],
  ["@middy/s3", [["s3", "GetObject"]]],
  ["@middy/secrets-manager", [["secretsmanager", "GetSecretValue", "SecretId"]]],
  ["@middy/ssm", [["ssm", "GetParameters", "Names"]]],
  ["@middy/sts", [["sts", "AssumeRole"]]],
]);

/** Whether a name is imported from a plugin of middy that fetches something. */
export function isMiddyPlugin({ source }: External): boolean {
  return PLUGINS.has(source);
}

/** The operations that a plugin calls. */
export function middyCalls(
  { source }: External,
  { arguments: [options] }: CallSite,
  evaluator: Evaluator,
): readonly SdkCall[] {
  const given = new Request(evaluator, options?.values() ?? [], []);
  // with another role's credentials, which the plugin for STS gets
  if (given.has("awsClientAssumeRole")) return [];
  const fetched = given.get("fetchData").flatMap((value) => evaluator.collections.contents(value));
  if (fetched.length === 0) return [dynamic(`what ${source} fetches is not known`)];
  return fetched.flatMap((value) => [
    ...operationsOf(source, value).map((called) => fetching(called, value, evaluator)),
    ...(given.has("fetchRotationDate")
      ? [fetching(["secretsmanager", "DescribeSecret", "SecretId"], value, evaluator)]
      : []),
  ]);
}

function fetching([prefix, name, parameter]: Fetched[number], value: CodeValue, evaluator: Evaluator): SdkCall {
  const named = parameter === undefined ? [] : [{ name: parameter, isSpread: false, values: () => [value] }];
  return operation(prefix, name, new Request(evaluator, [value], named));
}

/** A parameter whose name ends with a slash is a path to all parameters below it. */
function operationsOf(source: string, value: CodeValue): Fetched {
  const last = value.kind === "text" ? value.parts.at(-1) : undefined;
  const isPath = source === "@middy/ssm" && typeof last === "string" && last.endsWith("/");
  return isPath ? [["ssm", "GetParametersByPath", "Path"]] : (PLUGINS.get(source) ?? []);
}
