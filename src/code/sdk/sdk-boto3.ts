import { iamPrefixOf } from "../../aws/sdk-operations.ts";
import type { Evaluator } from "../values/evaluator.ts";
import { type CallSite, type CodeValue, type PassedArgument, plainTexts } from "../values/value.ts";
import { NO_OPERATIONS, TRANSFER_PARAMETERS, TRANSFERS } from "./boto3-names.ts";
import { Request } from "./request.ts";
import { resourceCalls, resourceResult } from "./sdk-boto3-resource.ts";
import { dynamic, operation, type SdkCall } from "./sdk-call.ts";
import { waiterCalls } from "./sdk-javascript.ts";
import type { SdkValue } from "./sdk-value.ts";

type External = Extract<CodeValue, { kind: "external" }>;
type Resource = Extract<SdkValue, { kind: "resource" }>;

const PACKAGES = /^(?:boto3|aioboto3|aiobotocore|botocore)(?:\.session)?$/;

/** Whether a name is imported from boto3 or botocore. */
export function isBoto3({ source }: External): boolean {
  return PACKAGES.test(source);
}

/** What a function of boto3 returns: a client, a resource, a session. */
export function boto3Result({ path }: External, site: CallSite): readonly CodeValue[] | undefined {
  const name = path.at(-1);
  if (name === "Session" || name === "get_session") return [sdk({ kind: "session", made: site.arguments })];
  return name === "client" || name === "resource" || name === "create_client" ? serviceOf(name, site) : undefined;
}

function serviceOf(
  kind: string,
  { arguments: own }: CallSite,
  session: readonly PassedArgument[] = [],
): readonly CodeValue[] {
  const made = [...own, ...session];
  const given = own.find(({ name }) => name === "service_name") ?? own.find(({ name }) => name === undefined);
  const names = plainTexts(given?.values() ?? []);
  return names.flatMap((service): CodeValue[] => {
    const prefix = iamPrefixOf("boto3", service);
    if (prefix === undefined) return [];
    if (kind === "resource") return [sdk({ kind: "resource-service", prefix, made })];
    return [sdk({ kind: "client", prefix, methods: "operations", made })];
  });
}

function sdk(value: SdkValue): CodeValue {
  return { kind: "sdk", sdk: value };
}

/** The calls of a function of boto3, which are unknown if it creates a client or resource of an unknown service. */
export function boto3Calls({ path }: External, site: CallSite): readonly SdkCall[] {
  return makingCalls(path.at(-1) ?? "", site);
}

function makingCalls(name: string, site: CallSite): readonly SdkCall[] {
  if (name !== "client" && name !== "resource" && name !== "create_client") return [];
  return serviceOf(name, site).length === 0 ? [dynamic("the service of a boto3 client is not known")] : [];
}

/** What a method of a session, client or resource returns. */
export function boto3MethodResult(value: SdkValue, name: string, site: CallSite): readonly CodeValue[] | undefined {
  switch (value.kind) {
    case "session":
      return serviceOf(name, site, value.made);
    case "client":
      return clientResult(value.prefix, name, site);
    case "resource-service":
    case "resource":
      return [resourceResult(value, name, site)];
    default:
      return undefined;
  }
}

function clientResult(
  prefix: string,
  name: string,
  { arguments: [first] }: CallSite,
): readonly CodeValue[] | undefined {
  const names = plainTexts(first?.values() ?? []);
  if (name === "get_paginator")
    return names.map((operationName) => sdk({ kind: "paginator", prefix, operation: operationName }));
  if (name === "get_waiter") return names.map((waiter) => sdk({ kind: "waiter", prefix, name: waiter }));
  return undefined;
}

/** The operations that a method of a boto3 object calls. */
export function boto3MethodCalls(
  value: SdkValue,
  name: string,
  site: CallSite,
  evaluator: Evaluator,
): readonly SdkCall[] {
  switch (value.kind) {
    case "session":
      return makingCalls(name, site);
    case "client":
      return clientCalls(value.prefix, name, site, evaluator);
    case "paginator":
      return name === "paginate" ? [operation(value.prefix, value.operation, Request.ofKeywords(site, evaluator))] : [];
    case "waiter":
      return name === "wait" ? waiterCalls(value.prefix, value.name, Request.ofKeywords(site, evaluator)) : [];
    case "resource-service":
    case "resource":
      return callsOfResource(value, name, site, evaluator);
    default:
      return [];
  }
}

function clientCalls(prefix: string, name: string, site: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  if (name === "?") return [dynamic("which method of a client is called is not known")];
  const isOpen = plainTexts(site.arguments[0]?.values() ?? []).length === 0;
  if ((name === "get_paginator" || name === "get_waiter") && isOpen)
    return [dynamic(`what ${name} is asked for is not known`)];
  if (NO_OPERATIONS.has(name)) return [];
  if (prefix === "s3" && Object.hasOwn(TRANSFERS, name)) return transferCalls(name, site, evaluator, []);
  if (prefix === "rds" && name === "generate_db_auth_token")
    return [operation("rds-db", "connect", Request.ofKeywords(site, evaluator))];
  if (name === "generate_presigned_post")
    return [operation("s3", "PutObject", Request.ofKeywords(named(site, ["Bucket", "Key"]), evaluator))];
  if (name === "generate_presigned_url") return presignedCalls(prefix, site, evaluator);
  return [operation(prefix, name, Request.ofKeywords(site, evaluator))];
}

function presignedCalls(prefix: string, site: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  const request = Request.ofKeywords(named(site, ["ClientMethod", "Params"]), evaluator);
  const methods = plainTexts(request.get("ClientMethod"));
  if (methods.length === 0) return [dynamic("which operation a URL is signed for is not known")];
  return methods.map((method) => operation(prefix, method, request.within(request.get("Params"))));
}

function transferCalls(
  name: string,
  site: CallSite,
  evaluator: Evaluator,
  identity: readonly PassedArgument[],
): readonly SdkCall[] {
  const open = (TRANSFER_PARAMETERS[name] ?? []).filter(
    (parameter) => !identity.some((each) => each.name === parameter),
  );
  const request = Request.ofKeywords(named(site, open), evaluator, identity);
  return (TRANSFERS[name] ?? []).map((each) => operation("s3", each, request));
}

/** A call with its positional arguments turned into named ones. */
function named({ arguments: passed }: CallSite, names: readonly string[]): CallSite {
  let next = 0;
  return {
    arguments: passed.map((argument) =>
      argument.name === undefined && !argument.isSpread ? { ...argument, name: names[next++] } : argument,
    ),
  };
}

/** The operations that a method of a resource calls: those of its type, or what moves files. */
function callsOfResource(
  value: Resource | Extract<SdkValue, { kind: "resource-service" }>,
  name: string,
  site: CallSite,
  evaluator: Evaluator,
): readonly SdkCall[] {
  const isTransfer = value.prefix === "s3" && value.kind === "resource" && Object.hasOwn(TRANSFERS, name);
  if (isTransfer && !value.many) return transferCalls(name, site, evaluator, value.identity);
  return resourceCalls(value, name, site, evaluator);
}
