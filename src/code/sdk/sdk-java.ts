import { iamPrefixOf, operationPermissions } from "../../aws/sdk-operations.ts";
import type { Evaluator } from "../values/evaluator.ts";
import type { CallSite, CodeValue, PassedArgument } from "../values/value.ts";
import { needsNothing } from "./credentials.ts";
import { enhancedCalls, enhancedResult, tableCalls, tableResult } from "./java-enhanced.ts";
import { providerMethodResult, providerOf, providerParameterCalls } from "./java-powertools.ts";
import { javaRequest, withSetting } from "./java-request.ts";
import { Request } from "./request.ts";
import { dynamic, operation, type SdkCall } from "./sdk-call.ts";
import { waiterCalls } from "./sdk-javascript.ts";
import { PERSISTENCE, providerCalls } from "./sdk-powertools.ts";
import type { SdkValue } from "./sdk-value.ts";

type External = Extract<CodeValue, { kind: "external" }>;
type Client = Extract<SdkValue, { kind: "client" }>;
type Builder = Extract<SdkValue, { kind: "builder" }>;

/** Version 2: the package of a service, what is below it, and the class. */
const VERSION_2 = /^software\.amazon\.awssdk\.services\.(\w+)\.(?:([\w.]+)\.)?(\w+)$/;
/** Requests of version 2, and what they consist of. */
const MODEL = /^software\.amazon\.awssdk\.[\w.]+\.model\.\w+$/;
/** Version 1 likewise. */
const VERSION_1 = /^com\.amazonaws\.services\.(?!lambda\.runtime)(\w+)\.(?:([\w.]+)\.)?(\w+)$/;
/** Classes of version 1 beside the clients. */
const NO_CLIENT = /(?:URI|Exception|Encryption\w*|Waiters|Config)$/;

/**
 * Packages of version 1 that are not called like the service elsewhere (AWS SDK for Java 2.x developer guide, Client
 * class name changes, 2026-11).
 */
const NAMES_OF_VERSION_1: ReadonlyMap<string, string> = new Map([
  ["cognitoidp", "cognito-idp"],
  ["dynamodbv2", "dynamodb"],
  ["identitymanagement", "iam"],
  ["kinesisfirehose", "firehose"],
  ["securitytoken", "sts"],
  ["simpleemail", "ses"],
  ["simpleemailv2", "ses"],
  ["simplesystemsmanagement", "ssm"],
  ["stepfunctions", "states"],
]);

/** S3TransferManager of version 2, TransferManager of version 1. */
const TRANSFERS =
  /^(?:software\.amazon\.awssdk\.transfer\.s3\.S3TransferManager|com\.amazonaws\.services\.s3\.transfer\.TransferManager(?:Builder)?)$/;
/** The name under which what moves objects keeps the client that it uses. */
const CLIENT = "client";

/** Methods of clients that call no operation. */
const NO_OPERATIONS =
  /^(?:close|serviceName|serviceClientConfiguration|utilities|shutdown|getCachedResponseMetadata|getRegion(?:Name)?|set(?:Endpoint|Region)|getUrl|waiters?|toString|equals|hashCode)$/;

/** Methods of clients that are not called like the operation (AmazonS3 of version 1 and S3Client of version 2). */
const METHODS: ReadonlyMap<string, string> = new Map([
  ["s3 getObjectAsString", "GetObject"],
  ["s3 getObjectAsBytes", "GetObject"],
  ["s3 getObjectMetadata", "HeadObject"],
  ["s3 doesObjectExist", "HeadObject"],
  ["s3 initiateMultipartUpload", "CreateMultipartUpload"],
]);

/** What calling a function or class of the SDK for Java returns, or what has one of its types. */
export function javaResult(callee: External, site: CallSite): readonly CodeValue[] | undefined {
  const [name = "", ...members] = callee.path;
  const member = members.join(".");
  const provider = providerOf(callee, site);
  if (provider) return [provider];
  const table = enhancedResult(callee.source, member, site);
  if (table) return [table];
  const transfers = TRANSFERS.test(callee.source) ? transferManager(name, member, site) : undefined;
  if (transfers) return [transfers];
  if (MODEL.test(callee.source) && member === "builder") return [builder(name, [])];
  const [, service = "", below = "", ofVersion2] = VERSION_2.exec(callee.source) ?? [];
  if (ofVersion2 !== undefined) return madeInVersion2({ service, below, name, member });
  const [, service1 = "", below1 = "", ofVersion1] = VERSION_1.exec(callee.source) ?? [];
  if (ofVersion1 !== undefined) return madeInVersion1({ service: service1, below: below1, name, member }, site);
  // credentials, regions and the like are told apart by their names
  return /^(?:software\.amazon\.awssdk|com\.amazonaws)\./.test(callee.source) ? [callee] : undefined;
}

/** A class of the SDK, and what is called of it; `member` is empty for the class itself. */
interface Called {
  readonly service: string;
  readonly below: string;
  readonly name: string;
  readonly member: string;
}

function madeInVersion2({ service, below, name, member }: Called): readonly CodeValue[] | undefined {
  if (/(?:^|\.)model$/.test(below)) return undefined;
  if (name === "StsAssumeRoleCredentialsProvider" && member === "builder") return [builder(name, [])];
  const prefix = iamPrefixOf("go", service);
  if (prefix === undefined) return undefined;
  if (below === "waiters") return [{ kind: "sdk", sdk: { kind: "waiter", prefix, name: "" } }];
  const isClient = below === "" ? /Client$/.test(name) : name === "S3Presigner";
  if (isClient && (member === "" || member === "create")) return [client(prefix, [])];
  const isBuilder = (isClient && member === "builder") || (below === "" && /ClientBuilder$/.test(name));
  return isBuilder
    ? [{ kind: "sdk", sdk: { kind: "client-builder", prefix, methods: "operations", made: [] } }]
    : undefined;
}

function madeInVersion1({ service, below, name, member }: Called, site: CallSite): readonly CodeValue[] | undefined {
  if (below === "model") return member === "" ? [builder(name, positional(name, site))] : undefined;
  const prefix = NAMES_OF_VERSION_1.get(service) ?? iamPrefixOf("go", service);
  if (prefix === undefined || below !== "" || !/^(?:Amazon|AWS)/.test(name) || NO_CLIENT.test(name)) return undefined;
  if (member === "standard" || member === "builder" || member === "asyncBuilder")
    return [{ kind: "sdk", sdk: { kind: "client-builder", prefix, methods: "operations", made: [] } }];
  if (member === "defaultClient") return [client(prefix, [])];
  if (member !== "") return undefined;
  const made = site.arguments.map((each) => ({ ...each, name: "credentials" }));
  return [client(prefix, made.slice(0, 1))];
}

function client(prefix: string, made: readonly PassedArgument[], methods: Client["methods"] = "operations"): CodeValue {
  return { kind: "sdk", sdk: { kind: "client", prefix, methods, made } };
}

/** What moves whole objects of S3. */
function transferManager(name: string, member: string, { arguments: [first] }: CallSite): CodeValue | undefined {
  if (member === "builder" || member === "standard")
    return { kind: "sdk", sdk: { kind: "client-builder", prefix: "s3", methods: "transfers", made: [] } };
  if (/^(?:create|defaultTransferManager)$/.test(member)) return client("s3", [], "transfers");
  const made = first && name === "TransferManager" ? [{ ...first, name: CLIENT }] : [];
  return member === "" ? client("s3", made, "transfers") : undefined;
}

function builder(of: string, made: readonly PassedArgument[]): CodeValue {
  return { kind: "sdk", sdk: { kind: "builder", of, arguments: made } };
}

/** `new GetObjectRequest(bucket, key)`: requests of version 1 begin with the resource. */
function positional(name: string, { arguments: [first, second, third] }: CallSite): readonly PassedArgument[] {
  if (!first) return [];
  if (/^CopyObjectRequest$/.test(name) && second && third)
    return [
      { ...first, name: "sourceBucket" },
      { ...third, name: "destinationBucket" },
    ];
  return [{ ...first, name: FIRST }];
}

/** The name of an argument whose parameter depends on the service. */
const FIRST = "first";

/** The parameter that the first text passed for a request fills, by service. */
const FIRST_PARAMETERS: ReadonlyMap<string, string> = new Map([
  ["s3", "Bucket"],
  ["dynamodb", "TableName"],
  ["sqs", "QueueUrl"],
  ["sns", "TopicArn"],
]);

/** What a method of something of the SDK returns. */
export function javaMethodResult(
  of: Extract<CodeValue, { kind: "sdk" }>,
  name: string,
  site: CallSite,
): readonly CodeValue[] | undefined {
  const { sdk } = of;
  switch (sdk.kind) {
    case "builder":
      return withSetting(of, sdk, name, site);
    case "client-builder":
      return [clientMethodResult(sdk, name, site)];
    case "client":
      return name === "waiter" ? [{ kind: "sdk", sdk: { kind: "waiter", prefix: sdk.prefix, name: "" } }] : undefined;
    case "provider":
      return [providerMethodResult(sdk, name, site)];
    case "mapped-client":
    case "mapped-table":
      return [tableResult(sdk, name, site)];
    default:
      return undefined;
  }
}

function clientMethodResult(
  sdk: Extract<SdkValue, { kind: "client-builder" }>,
  name: string,
  { arguments: [first] }: CallSite,
): CodeValue {
  if (name === "build") return client(sdk.prefix, sdk.made, sdk.methods);
  if (/^(?:withS|s)3Client$/.test(name) && first)
    return { kind: "sdk", sdk: { ...sdk, made: [...sdk.made, { ...first, name: CLIENT }] } };
  const option = /[cC]redentials/.test(name) ? "credentials" : /[eE]ndpoint/.test(name) ? "endpoint" : undefined;
  const made = first && option !== undefined ? [...sdk.made, { ...first, name: option }] : sdk.made;
  return { kind: "sdk", sdk: { ...sdk, made } };
}

/** The operations that calling a method of something of the SDK comes to. */
export function javaMethodCalls(
  of: Extract<CodeValue, { kind: "sdk" }>,
  name: string,
  site: CallSite,
  evaluator: Evaluator,
): readonly SdkCall[] {
  const { sdk } = of;
  switch (sdk.kind) {
    case "client":
      if (sdk.methods === "transfers") return transferCalls(sdk, name, site, evaluator);
      return needsNothing(sdk, evaluator) ? [] : clientCalls(sdk, name, site, evaluator);
    case "builder":
      return name === "build" ? builtCalls(sdk, of, evaluator) : [];
    case "waiter": {
      const [, waited] = /^waitUntil(\w+)$/.exec(name) ?? [];
      const request = requestOf(sdk.prefix, site, evaluator);
      return waited === undefined ? [] : waiterCalls(sdk.prefix, waited, request);
    }
    case "provider":
      return providerCalls(sdk, name, site, evaluator);
    case "mapped-client":
      return enhancedCalls(sdk, name, site, evaluator);
    case "mapped-table":
      return tableCalls(sdk, name, evaluator);
    default:
      return [];
  }
}

function clientCalls({ prefix }: Client, name: string, site: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  if (NO_OPERATIONS.test(name)) return [];
  const request = requestOf(prefix, site, evaluator);
  const [, presigned] = /^presign([A-Z]\w*)$/.exec(name) ?? [];
  if (presigned !== undefined)
    return [operation(prefix, presigned, nestedRequest(prefix, request, presigned, evaluator))];
  if (prefix === "dynamodb" && /^transactWriteItems/.test(name) && request.at("TransactItems", "[]").length === 0)
    return [dynamic("what a transaction writes is not known")];
  return [operation(prefix, operationOf(prefix, name), request)];
}

/** Uploads and downloads; what is done with whole directories is not followed. */
function transferCalls({ made }: Client, name: string, site: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  const clients = made.filter((each) => each.name === CLIENT).flatMap(({ values }) => values());
  if (clients.length > 0 && clients.every((each) => each.kind === "sdk" && needsNothing(each.sdk, evaluator)))
    return [];
  const [, kind] = /^(upload|download)(?:File)?$/.exec(name) ?? [];
  if (kind === undefined)
    return /Directory|^copy|FileList$|^resume/.test(name)
      ? [dynamic(`what ${name} of a transfer manager calls is not known`)]
      : [];
  const called = kind === "upload" ? "PutObject" : "GetObject";
  const request = requestOf("s3", site, evaluator);
  return [operation("s3", called, request.has("Bucket") ? request : nestedRequest("s3", request, called, evaluator))];
}

/** `GetItem` of `getItemAsync`, `ListObjectsV2` of `listObjectsV2Paginator`. */
function operationOf(prefix: string, name: string): string {
  const known = METHODS.get(`${prefix} ${name}`);
  if (known !== undefined) return known;
  return operationPermissions(prefix, name) ? name : name.replace(/(?:Async|Paginator)$/, "");
}

/** `getObjectRequest` in the request for a presigned URL. */
function nestedRequest(prefix: string, request: Request, name: string, evaluator: Evaluator): Request {
  return javaRequest(request.get(`${name}Request`), evaluator, FIRST_PARAMETERS.get(prefix), FIRST);
}

function requestOf(prefix: string, site: CallSite, evaluator: Evaluator): Request {
  const parameter = FIRST_PARAMETERS.get(prefix);
  const [first, ...others] = site.arguments;
  // `s3.copyObject(from, key, to, key)`
  if (prefix === "s3" && first && others.length === 3 && others[1] && site.arguments.every((each) => !isBuilt(each)))
    return new Request(
      evaluator,
      [],
      [
        { ...first, name: "CopySource" },
        { ...others[1], name: "Bucket" },
      ],
    );
  return javaRequest(first?.values() ?? [], evaluator, parameter, FIRST);
}

function isBuilt({ values }: PassedArgument): boolean {
  return values().some((value) => value.kind === "function" || (value.kind === "sdk" && value.sdk.kind === "builder"));
}

/** What is called by something that was set up. */
function builtCalls(sdk: Builder, of: Extract<CodeValue, { kind: "sdk" }>, evaluator: Evaluator): readonly SdkCall[] {
  const request = javaRequest([of], evaluator, undefined, FIRST);
  if (sdk.of === "StsAssumeRoleCredentialsProvider")
    return [operation("sts", "AssumeRole", javaRequest(request.get("refreshRequest"), evaluator, undefined, FIRST))];
  if (sdk.of !== "DynamoDBPersistenceStore") return [];
  return PERSISTENCE.map((each) => operation("dynamodb", each, request));
}

/** The operations that calling a function or a class of the SDK comes to. */
export function javaCalls(callee: External, site: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  const [name = "", member = ""] = callee.path;
  if (/\.datamodeling\.DynamoDBMapper$/.test(callee.source) && member === "")
    return [dynamic("what DynamoDBMapper calls is not followed")];
  const [, service = "", below = "x"] = VERSION_2.exec(callee.source) ?? [];
  const isClient = service !== "" && below === "x" && /Client$/.test(name);
  if (isClient && iamPrefixOf("go", service) === undefined && member !== "")
    return [dynamic(`${service} is not known to be a service`)];
  return providerParameterCalls(callee, site, evaluator);
}
