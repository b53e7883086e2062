import { iamPrefixOf } from "../../aws/sdk-operations.ts";
import type { Evaluator } from "../values/evaluator.ts";
import type { CallSite, CodeValue } from "../values/value.ts";
import { Request } from "./request.ts";
import { dynamic, operation, type SdkCall } from "./sdk-call.ts";
import type { SdkValue } from "./sdk-value.ts";
import { waiterOperation } from "./waiters.ts";

type External = Extract<CodeValue, { kind: "external" }>;
type Client = Extract<SdkValue, { kind: "client" }>;

/** The operations behind commands and methods of DynamoDB's document clients. */
const DOCUMENT_OPERATIONS: Readonly<Record<string, string>> = {
  get: "GetItem",
  put: "PutItem",
  update: "UpdateItem",
  delete: "DeleteItem",
  query: "Query",
  scan: "Scan",
  batchGet: "BatchGetItem",
  batchWrite: "BatchWriteItem",
  transactGet: "TransactGetItems",
  transactWrite: "TransactWriteItems",
  executeStatement: "ExecuteStatement",
  batchExecuteStatement: "BatchExecuteStatement",
  executeTransaction: "ExecuteTransaction",
};

/** Methods of clients that call no operation. */
const NO_OPERATIONS: ReadonlySet<string> = new Set([
  "send",
  "destroy",
  "on",
  "makeRequest",
  "promise",
  "createSet",
  "setupRequestListeners",
  "customizeRequests",
]);

/** Whether a name is imported from the SDK for JavaScript, version 2 or 3. */
export function isJavaScriptSdk({ source }: External): boolean {
  return source.startsWith("@aws-sdk/") || source === "aws-sdk" || source.startsWith("aws-sdk/");
}

/** What a name of the SDK yields when called or constructed with `new`. */
export function javaScriptResult(callee: External, site: CallSite): CodeValue | undefined {
  const { source } = callee;
  const path = callee.path.filter((name) => name !== "default");
  const [name = "", method] = path;
  const made = site.arguments;
  if (source.startsWith("@aws-sdk/client-")) {
    const prefix = iamPrefixOf("client", source);
    if (name.endsWith("Command") || prefix === undefined) return COMMAND;
    return /^[A-Z]/.test(name) ? client({ prefix, made }) : undefined;
  }
  if (source === "@aws-sdk/lib-dynamodb") {
    if (name.endsWith("Command")) return COMMAND;
    // by its constructor, and what is declared to have its type
    if (method !== "from" && (method !== undefined || !/^DynamoDBDocument(?:Client)?$/.test(name))) return undefined;
    return client({ prefix: "dynamodb", made, methods: name === "DynamoDBDocument" ? "documents" : "none" });
  }
  if (CREDENTIALS.test(source)) return callee;
  return source.startsWith("aws-sdk") ? version2Client(source, path, site) : undefined;
}

/** Packages that provide credentials. */
const CREDENTIALS = /^@aws-sdk\/credential-provider/;

const COMMAND: CodeValue = { kind: "sdk", sdk: { kind: "command" } };

function client({ methods = "operations", ...rest }: Pick<Client, "prefix" | "made"> & Partial<Client>): CodeValue {
  return { kind: "sdk", sdk: { ...rest, kind: "client", methods } };
}

function version2Client(source: string, path: readonly string[], { arguments: made }: CallSite): CodeValue | undefined {
  const [, own] = /^aws-sdk\/clients\/(\w+)$/.exec(source) ?? [];
  const names = own === undefined ? path : [own, ...path.filter((name) => name.toLowerCase() !== own)];
  const [service = "", inner] = names;
  if (service.toLowerCase() === "dynamodb" && inner === "DocumentClient")
    return client({ prefix: "dynamodb", methods: "documents", made });
  const prefix = iamPrefixOf("v2", service) ?? iamPrefixOf("boto3", service.toLowerCase());
  return prefix !== undefined && inner === undefined ? client({ prefix, made }) : undefined;
}

/** The operations called by calling a name of the SDK or constructing it with `new`. */
export function javaScriptCalls({ source, path }: External, site: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  const name = path.filter((part) => part !== "default").join(".");
  const request = Request.ofObject(site, evaluator);
  if (source === "@aws-sdk/lib-dynamodb") return documentCalls(name, site, evaluator);
  if (source === "@aws-sdk/lib-storage" && name === "Upload") {
    const upload = request.within(request.get("params"));
    return [operation("s3", "PutObject", upload), operation("s3", "AbortMultipartUpload", upload)];
  }
  if (CREDENTIALS.test(source) && name === "fromTemporaryCredentials")
    return [operation("sts", "AssumeRole", request.within(request.get("params")))];
  if (source === "@aws-sdk/rds-signer" && name === "Signer") return [operation("rds-db", "connect", request)];
  if (source === "@aws-sdk/s3-presigned-post" && name === "createPresignedPost")
    return [operation("s3", "PutObject", new Request(evaluator, site.arguments[1]?.values() ?? [], []))];
  if (!source.startsWith("@aws-sdk/client-")) return [];
  const prefix = iamPrefixOf("client", source);
  const [, command] = /^(\w+)Command$/.exec(name) ?? [];
  if (prefix === undefined) return command ? [dynamic(`${source} is not known to be a service`)] : [];
  if (command !== undefined) return [operation(prefix, command, request)];
  const later = new Request(evaluator, site.arguments[1]?.values() ?? [], []);
  const [, paginated] = /^paginate(\w+)$/.exec(name) ?? [];
  if (paginated !== undefined) return [operation(prefix, paginated, later)];
  const [, waiter] = /^waitUntil(\w+)$/.exec(name) ?? [];
  return waiter === undefined ? [] : waiterCalls(prefix, waiter, later);
}

function documentCalls(name: string, site: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  const [, command] = /^(\w+)Command$/.exec(name) ?? [];
  const [, paginated] = /^paginate(\w+)$/.exec(name) ?? [];
  const method = command ?? paginated;
  if (method === undefined) return [];
  const known = DOCUMENT_OPERATIONS[method.charAt(0).toLowerCase() + method.slice(1)];
  const values = site.arguments[command === undefined ? 1 : 0]?.values() ?? [];
  return known === undefined ? [] : [operation("dynamodb", known, new Request(evaluator, values, []))];
}

/** The operation that a waiter repeats. */
export function waiterCalls(prefix: string, name: string, request: Request): readonly SdkCall[] {
  const repeated = waiterOperation(prefix, name);
  return repeated === undefined
    ? [dynamic(`what the waiter ${name} calls is not known`)]
    : [operation(prefix, repeated, request)];
}

/** v2: `getSignedUrl("getObject", { … })`, `waitFor("objectExists", { … })`. */
function callsByName(
  prefix: string,
  method: string,
  names: readonly CodeValue[],
  request: Request,
): readonly SdkCall[] {
  const known = names.flatMap((value) =>
    value.kind === "text" && typeof value.parts[0] === "string" ? [value.parts[0]] : [],
  );
  if (known.length === 0) return [dynamic(`what ${method} is asked for is not known`)];
  return known.flatMap((name) =>
    method === "waitFor" ? waiterCalls(prefix, name, request) : [operation(prefix, name, request)],
  );
}

/** The operations that a client's method calls. */
export function clientCalls(
  { prefix, methods, made }: Client,
  name: string,
  site: CallSite,
  evaluator: Evaluator,
): readonly SdkCall[] {
  const [first, second] = site.arguments.map((argument) => argument.values());
  if (name === "send") {
    const isKnown = first?.some((value) => value.kind === "sdk" && value.sdk.kind === "command");
    return isKnown ? [] : [dynamic("the command that a client sends is not known")];
  }
  if (name === "getSignedUrl" || name === "getSignedUrlPromise" || name === "waitFor")
    return callsByName(prefix, name, first ?? [], new Request(evaluator, second ?? [], []));
  // v2: new S3({ params: { Bucket: … } })
  const bound = made
    .flatMap((argument) => argument.values())
    .flatMap((options) => (options.kind === "object" ? evaluator.member(options, "params") : []));
  const request = new Request(evaluator, first ?? [], [], bound);
  if (name === "createPresignedPost") return [operation(prefix, "PutObject", request)];
  // v2: upload({ … })
  if (prefix === "s3" && (name === "upload" || name === "ManagedUpload"))
    return [operation("s3", "PutObject", request), operation("s3", "AbortMultipartUpload", request)];
  const known = methods === "documents" ? DOCUMENT_OPERATIONS[name] : methods === "none" ? undefined : name;
  if (name === "?") return [dynamic("which method of a client is called is not known")];
  return known === undefined || NO_OPERATIONS.has(name) ? [] : [operation(prefix, known, request)];
}
