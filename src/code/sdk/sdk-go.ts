import { iamPrefixOf, operationPermissions } from "../../aws/sdk-operations.ts";
import type { ObjectType } from "../syntax.ts";
import type { Evaluator } from "../values/evaluator.ts";
import type { CallSite, CodeValue } from "../values/value.ts";
import { Request } from "./request.ts";
import { dynamic, operation, type SdkCall } from "./sdk-call.ts";
import { waiterCalls } from "./sdk-javascript.ts";
import type { SdkValue } from "./sdk-value.ts";

type External = Extract<CodeValue, { kind: "external" }>;
type Client = Extract<SdkValue, { kind: "client" }>;

const SDK = /^github\.com\/aws\/aws-sdk-go(-v2)?\/(.+)$/;
/** Moves whole objects of S3: `feature/s3/manager`, `feature/s3/transfermanager`, and `s3manager` of version 1. */
const TRANSFERS = /^(?:feature\/s3\/(?:manager|transfermanager)|service\/s3\/s3manager)$/;
/** What makes a client of a service, and in declarations its type. */
const CLIENT = /^(?:New|NewFromConfig|Client|NewPresignClient|PresignClient)$/;
/** Ways to come by credentials. */
const CREDENTIALS = /^(?:aws\/)?credentials(?:\/|$)/;
const TRANSFER_CLIENT = /^(?:New|Client|(?:New)?(?:Uploader|Downloader)(?:WithClient)?)$/;

/** Whether a name comes from the SDK for Go, of version 1 or 2. */
export function isGoSdk({ source }: External): boolean {
  return SDK.test(source);
}

/** The service that a package of the SDK is for, by its IAM prefix; undefined for what is no service, or not known. */
function prefixOf(source: string): string | undefined {
  const [, service] = /\/service\/(\w+)(?:\/\w+iface)?$/.exec(source) ?? [];
  return service === undefined ? undefined : iamPrefixOf("go", service);
}

/** The result of a function of the SDK, or the value of a variable of one of its types. */
export function goResult({ source, path }: External, site: CallSite): readonly CodeValue[] | undefined {
  const [, version, part = ""] = SDK.exec(source) ?? [];
  const name = path.join(".");
  const made = site.arguments;
  if (TRANSFERS.test(part)) return TRANSFER_CLIENT.test(name) ? [client("s3", "transfers", site)] : undefined;
  if (part === "config" || part === "aws/session" || (part === "aws" && name === "NewConfig"))
    return configuration(name, site);
  if (CREDENTIALS.test(part)) return [{ kind: "external", source, path }];
  if (part === "aws" && /^(?:NewCredentialsCache|(?:To)?(?:Bool|Int\d*|String|Value|StringValue))$/.test(name))
    return made[0]?.values();
  const prefix = prefixOf(source);
  if (prefix === undefined) return undefined;
  const [, waiter] = /^New(\w+)Waiter$/.exec(name) ?? [];
  if (waiter !== undefined) return [{ kind: "sdk", sdk: { kind: "waiter", prefix, name: waiter } }];
  const isOfVersion1 = version === undefined && (part.endsWith("iface") || part.endsWith(`/${name.toLowerCase()}`));
  return CLIENT.test(name) || isOfVersion1 ? [client(prefix, "operations", site)] : undefined;
}

function client(prefix: string, methods: Client["methods"], { arguments: made }: CallSite): CodeValue {
  return { kind: "sdk", sdk: { kind: "client", prefix, methods, made } };
}

/** What clients are made with: a session, a configuration, or an option of one. */
function configuration(name: string, { arguments: made }: CallSite): readonly CodeValue[] | undefined {
  if (name === "Must") return made[0]?.values();
  const [first] = made;
  if (name === "WithCredentialsProvider" && first)
    return [{ kind: "keywords", arguments: [{ ...first, name: "Credentials" }] }];
  return /^(?:New|Load)/.test(name) ? [{ kind: "sdk", sdk: { kind: "session", made } }] : undefined;
}

/** The result of a method of a session or a configuration: the same with additional options. */
export function goMethodResult(
  of: Extract<CodeValue, { kind: "sdk" }>,
  name: string,
  site: CallSite,
): readonly CodeValue[] | undefined {
  if (of.sdk.kind !== "session") return undefined;
  const own = name === "WithCredentials" ? site.arguments.map((each) => ({ ...each, name: "Credentials" })) : [];
  return [{ ...of, sdk: { ...of.sdk, made: [...of.sdk.made, ...own, ...site.arguments] } }];
}

/** The operations that calling a function of the SDK comes to. */
export function goCalls({ source, path }: External, site: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  const name = path.join(".");
  if (/\/(?:credentials|aws\/credentials)\/stscreds$/.test(source) && /^New(?:AssumeRole|Credentials)/.test(name)) {
    const role = site.arguments[1];
    return [operation("sts", "AssumeRole", new Request(evaluator, [], role ? [{ ...role, name: "RoleArn" }] : []))];
  }
  if (/\/(?:rds\/auth|rds\/rdsutils)$/.test(source) && name === "BuildAuthToken")
    return [operation("rds-db", "connect", new Request(evaluator, [], []))];
  const [, paginated] = /^New(\w+)Paginator$/.exec(name) ?? [];
  const prefix = prefixOf(source);
  if (prefix !== undefined)
    return paginated === undefined
      ? []
      : [operation(prefix, paginated, new Request(evaluator, site.arguments[1]?.values() ?? [], []))];
  const isClient = source.includes("/service/") && CLIENT.test(name) && !TRANSFERS.test(SDK.exec(source)?.[2] ?? "");
  return isClient ? [dynamic(`${source} is not known to be a service`)] : [];
}

/** Methods of clients that call no operation. */
const NO_OPERATIONS: ReadonlySet<string> = new Set(["Options", "ServiceID", "NewRequest"]);

/** The operations that calling a method of something of the SDK comes to. */
export function goMethodCalls(sdk: SdkValue, name: string, site: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  const request = new Request(evaluator, inputOf(site), []);
  if (sdk.kind === "waiter") return /^Wait/.test(name) ? waiterCalls(sdk.prefix, sdk.name, request) : [];
  if (sdk.kind !== "client" || NO_OPERATIONS.has(name)) return [];
  const { prefix } = sdk;
  if (name === "?") return [dynamic("which method of a client is called is not known")];
  if (sdk.methods === "transfers") return transferCalls(name, request);
  const [, waiter] = /^WaitUntil(\w+?)(?:WithContext)?$/.exec(name) ?? [];
  return waiter === undefined
    ? [operation(prefix, operationOf(prefix, name), request)]
    : waiterCalls(prefix, waiter, request);
}

/** `PutItem` of `PutItemWithContext`, `Query` of `QueryPages`, `GetObject` of `PresignGetObject`. */
function operationOf(prefix: string, name: string): string {
  const bare = name.replace(/^Presign(?=[A-Z])/, "").replace(/WithContext$/, "");
  // a form that a browser sends an object with
  if (name === "PresignPostObject") return "PutObject";
  return operationPermissions(prefix, bare) ? bare : bare.replace(/(?:Pages|Request)$/, "");
}

function transferCalls(name: string, request: Request): readonly SdkCall[] {
  if (/^Upload/.test(name))
    return [operation("s3", "PutObject", request), operation("s3", "AbortMultipartUpload", request)];
  return /^(?:Download|GetObject)/.test(name) ? [operation("s3", "GetObject", request)] : [];
}

/** What is asked for is the first argument that is an object: others come before it, or are functions. */
function inputOf(site: CallSite): readonly CodeValue[] {
  const objects = site.arguments.map((argument) => argument.values().filter(({ kind }) => kind === "object"));
  return objects.find((values) => values.length > 0) ?? [];
}

/**
 * What something is asked for that is not known, where the type of the request says it:
 * `store.api.PutItem(ctx, &dynamodb.PutItemInput{…})`.
 */
export function goRequestCalls(site: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  return inputOf(site).flatMap((value) => {
    const type = value.kind === "object" ? value.node.type : undefined;
    const known = type && requestOf(type);
    return known ? [operation(known.prefix, known.name, new Request(evaluator, [value], []))] : [];
  });
}

function requestOf({ source, name }: ObjectType): { readonly prefix: string; readonly name: string } | undefined {
  const prefix = SDK.test(source) ? prefixOf(source) : undefined;
  const [, called] = /^(\w+)Input$/.exec(name) ?? [];
  return prefix === undefined || called === undefined ? undefined : { prefix, name: called };
}
