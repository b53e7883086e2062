import { fullNameOf, iamAction, serviceResourceTypes } from "../../aws/iam-actions.ts";
import { canBeNarrowed } from "../../aws/resource-support.ts";
import { operationPermissions } from "../../aws/sdk-operations.ts";
import type { CodeValue } from "../values/value.ts";
import { namesFor, type ResourceNames } from "./resource-names.ts";
import type { OperationCall } from "./sdk-call.ts";

/** An action that a call needs, and the resource that it needs it on. */
export interface NeededAction {
  /** `s3:GetObject` */
  readonly action: string;
  /** Undefined if the action supports no resource but `*`. */
  readonly target: ResourceNames | undefined;
}

/** Finds objects anywhere in the code that have a key, for those that cannot be followed to the call. */
export type FindObjects = (key: string) => readonly CodeValue[];

/** What a call of an operation needs; undefined if the operation is not known. */
export function neededActions(call: OperationCall, findObjects: FindObjects): readonly NeededAction[] | undefined {
  const own = OWN_WAYS[`${call.prefix}:${plain(call.operation)}`];
  if (own) return own(call, findObjects);
  const permissions = operationPermissions(call.prefix, call.operation);
  if (!permissions) return undefined;
  return permissions.actions.map((action) => needed(action, call, findObjects));
}

function plain(operation: string): string {
  return operation.replaceAll("_", "").toLowerCase();
}

function needed(name: string, call: OperationCall, findObjects: FindObjects): NeededAction {
  const action = iamAction(name);
  if (!action || !canBeNarrowed(action) || isToPhone(name, call)) return { action: name, target: undefined };
  return { action: fullNameOf(action), target: namesFor(action, call, findObjects) };
}

/** A phone number has no ARN. */
function isToPhone(name: string, { request }: OperationCall): boolean {
  return name === "sns:Publish" && request.has("PhoneNumber") && !request.has("TopicArn");
}

type OwnWay = (call: OperationCall, findObjects: FindObjects) => readonly NeededAction[];

/** Operations whose permissions depend on the request. */
const OWN_WAYS: Readonly<Record<string, OwnWay>> = {
  "s3:getobject": (call, find) => [needed(versioned("GetObject", call), call, find)],
  "s3:headobject": (call, find) => [needed(versioned("GetObject", call), call, find)],
  "s3:deleteobject": (call, find) => [needed(versioned("DeleteObject", call), call, find)],
  "s3:getobjectattributes": (call, find) => [
    needed(versioned("GetObject", call), call, find),
    needed("s3:GetObjectAttributes", call, find),
  ],
  "s3:putobject": (call, find) => [needed("s3:PutObject", call, find), ...writeOptions(call, find)],
  "s3:createmultipartupload": (call, find) => [needed("s3:PutObject", call, find), ...writeOptions(call, find)],
  "s3:copyobject": copyObject,
  "s3:uploadpartcopy": copyObject,
  "dynamodb:transactwriteitems": transactWrite,
  "dynamodb:transactgetitems": (call, find) => [tableAction("dynamodb:GetItem", itemTables(call, "Get", find))],
  "dynamodb:executestatement": (call) => partiql(call.request.get("Statement")),
  "dynamodb:batchexecutestatement": (call) => partiql(call.request.at("Statements", "[]", "Statement")),
  "dynamodb:executetransaction": (call) => partiql(call.request.at("TransactStatements", "[]", "Statement")),
  "ses:sendemail": (call, find) => [
    needed(call.request.at("Content", "Raw").length > 0 ? "ses:SendRawEmail" : "ses:SendEmail", call, find),
  ],
  "rds-data:executestatement": (call, find) => withSecret("rds-data:ExecuteStatement", call, find),
  "rds-data:batchexecutestatement": (call, find) => withSecret("rds-data:BatchExecuteStatement", call, find),
  "rds-data:begintransaction": (call, find) => withSecret("rds-data:BeginTransaction", call, find),
  "rds-data:committransaction": (call, find) => withSecret("rds-data:CommitTransaction", call, find),
  "rds-data:rollbacktransaction": (call, find) => withSecret("rds-data:RollbackTransaction", call, find),
  "redshift-data:executestatement": (call, find) => redshift("redshift-data:ExecuteStatement", call, find),
  "redshift-data:batchexecutestatement": (call, find) => redshift("redshift-data:BatchExecuteStatement", call, find),
  "scheduler:createschedule": (call, find) => passing("scheduler:CreateSchedule", ["Target", "RoleArn"], call, find),
  "scheduler:updateschedule": (call, find) => passing("scheduler:UpdateSchedule", ["Target", "RoleArn"], call, find),
  "rekognition:detectlabels": (call, find) => withObjects("rekognition:DetectLabels", call, find),
  "rekognition:detectmoderationlabels": (call, find) => withObjects("rekognition:DetectModerationLabels", call, find),
  "rekognition:detecttext": (call, find) => withObjects("rekognition:DetectText", call, find),
  "rekognition:detectfaces": (call, find) => withObjects("rekognition:DetectFaces", call, find),
  "rekognition:indexfaces": (call, find) => withObjects("rekognition:IndexFaces", call, find),
  "rekognition:searchfacesbyimage": (call, find) => withObjects("rekognition:SearchFacesByImage", call, find),
  "rekognition:comparefaces": (call, find) => withObjects("rekognition:CompareFaces", call, find),
  "textract:detectdocumenttext": (call, find) => withObjects("textract:DetectDocumentText", call, find),
  "textract:analyzedocument": (call, find) => withObjects("textract:AnalyzeDocument", call, find),
  "textract:analyzeexpense": (call, find) => withObjects("textract:AnalyzeExpense", call, find),
  "textract:startdocumenttextdetection": (call, find) => withObjects("textract:StartDocumentTextDetection", call, find),
  "textract:startdocumentanalysis": (call, find) => withObjects("textract:StartDocumentAnalysis", call, find),
};

/** `s3:GetObject`, or `s3:GetObjectVersion` where the request names a version. */
function versioned(name: string, { request }: OperationCall): string {
  return request.has("VersionId") ? `s3:${name}Version` : `s3:${name}`;
}

/** Permissions for what a write sets besides the content (Amazon S3 API reference, PutObject: permissions, 2026-11). */
function writeOptions(call: OperationCall, find: FindObjects): readonly NeededAction[] {
  const { request } = call;
  const sets = (name: string) => request.has(name) || request.at("ExtraArgs", name).length > 0;
  const grants = ["ACL", "GrantRead", "GrantReadACP", "GrantWriteACP", "GrantFullControl"];
  return [
    ...(grants.some(sets) ? ["s3:PutObjectAcl"] : []),
    ...(sets("Tagging") ? ["s3:PutObjectTagging"] : []),
    ...(sets("ObjectLockMode") ? ["s3:PutObjectRetention"] : []),
    ...(sets("ObjectLockLegalHoldStatus") ? ["s3:PutObjectLegalHold"] : []),
  ].map((action) => needed(action, call, find));
}

/** The source is read and the destination written; they may be in different buckets. */
function copyObject(call: OperationCall, find: FindObjects): readonly NeededAction[] {
  const source = call.request.get("CopySource").map(bucketOfSource(call));
  const read = needed("s3:GetObject", call, find);
  return [
    { ...read, target: read.target && { ...read.target, names: source } },
    needed("s3:PutObject", call, find),
    ...writeOptions(call, find),
  ];
}

/** The bucket of `bucket/key`, or of the same as an object. */
function bucketOfSource({ request }: OperationCall): (value: CodeValue) => CodeValue {
  return (value) => {
    if (value.kind === "object" || value.kind === "keywords")
      return request.within([value]).get("Bucket")[0] ?? { kind: "unknown" };
    if (value.kind !== "text") return { kind: "unknown" };
    const [first, ...rest] = value.parts[0] === "/" ? value.parts.slice(1) : value.parts;
    if (typeof first === "string") {
      const text = first.replace(/^\//, "");
      const name = text.split("/")[0] ?? "";
      return text.includes("/") || rest.length === 0 ? { kind: "text", parts: [name] } : { kind: "unknown" };
    }
    return first ? { kind: "text", parts: [first] } : { kind: "unknown" };
  };
}

const TRANSACTION_ACTIONS = {
  Put: "dynamodb:PutItem",
  Update: "dynamodb:UpdateItem",
  Delete: "dynamodb:DeleteItem",
  ConditionCheck: "dynamodb:ConditionCheckItem",
} as const;

/**
 * IAM and transactions (DynamoDB developer guide, 2026-11): each item needs the permission that it would need on its
 * own.
 */
function transactWrite(call: OperationCall, find: FindObjects): readonly NeededAction[] {
  const found = Object.entries(TRANSACTION_ACTIONS).flatMap(([kind, action]) => {
    const tables = itemTables(call, kind, find);
    return tables.length > 0 ? [tableAction(action, tables)] : [];
  });
  const every = Object.values(TRANSACTION_ACTIONS).map((action) => tableAction(action, []));
  return found.length > 0 ? found : every;
}

/** The tables of the items of one kind: those in the request, and those that other code adds to its list. */
function itemTables({ request }: OperationCall, kind: string, find: FindObjects): readonly CodeValue[] {
  const elsewhere = find(kind).flatMap((object) => request.within([object]).at(kind, "TableName"));
  return [...request.at("TransactItems", "[]", kind, "TableName"), ...elsewhere];
}

function tableAction(action: string, names: readonly CodeValue[]): NeededAction {
  const form = serviceResourceTypes("dynamodb").get("table")?.arns[0] ?? "";
  return { action, target: { form, placeholder: "TableName", names } };
}

const STATEMENT_ACTIONS: Readonly<Record<string, string>> = {
  select: "dynamodb:PartiQLSelect",
  insert: "dynamodb:PartiQLInsert",
  update: "dynamodb:PartiQLUpdate",
  delete: "dynamodb:PartiQLDelete",
};

/** From the verb and the table of each PartiQL statement. */
function partiql(statements: readonly CodeValue[]): readonly NeededAction[] {
  return statements.flatMap((statement) => {
    const parts = statement.kind === "text" ? statement.parts : [];
    const [first] = parts;
    const verb = typeof first === "string" ? /^\s*(\w+)/.exec(first)?.[1]?.toLowerCase() : undefined;
    const action = verb === undefined ? undefined : STATEMENT_ACTIONS[verb];
    const table = parts.flatMap((part, i): CodeValue[] => {
      if (typeof part !== "string") return [];
      const [, name] = /\b(?:from|into|update)\s+"?([\w.-]+)"?/i.exec(part) ?? [];
      if (name !== undefined) return [{ kind: "text", parts: [name] }];
      const next = parts[i + 1];
      return /\b(?:from|into|update)\s+"?$/i.test(part) && next ? [{ kind: "text", parts: [next] }] : [];
    });
    const all = Object.values(STATEMENT_ACTIONS);
    return (action === undefined ? all : [action]).map((each) => tableAction(each, table.slice(0, 1)));
  });
}

/** The caller itself reads the secret with which the Data API logs in. */
function withSecret(action: string, call: OperationCall, find: FindObjects): readonly NeededAction[] {
  return [needed(action, call, find), ...secretOf(call, "secretArn")];
}

function secretOf({ request }: OperationCall, parameter: string): readonly NeededAction[] {
  if (!request.has(parameter)) return [];
  const form = serviceResourceTypes("secretsmanager").get("Secret")?.arns[0] ?? "";
  const target: ResourceNames = { form, placeholder: "SecretId", names: request.get(parameter) };
  return [{ action: "secretsmanager:GetSecretValue", target }];
}

function redshift(action: string, call: OperationCall, find: FindObjects): readonly NeededAction[] {
  const credentials = call.request.has("DbUser") ? [needed("redshift:GetClusterCredentials", call, find)] : [];
  return [needed(action, call, find), ...secretOf(call, "SecretArn"), ...credentials];
}

/** Adds iam:PassRole for a role that is passed to a service. */
function passing(
  action: string,
  path: readonly string[],
  call: OperationCall,
  find: FindObjects,
): readonly NeededAction[] {
  const form = serviceResourceTypes("iam").get("role")?.arns[0] ?? "";
  const role: ResourceNames = { form, placeholder: "RoleNameWithPath", names: call.request.at(...path) };
  return [needed(action, call, find), { action: "iam:PassRole", target: role }];
}

/** Adds what is needed by services that read an S3 object with the caller's permissions. */
function withObjects(action: string, call: OperationCall, find: FindObjects): readonly NeededAction[] {
  const { request } = call;
  const buckets = ["Image", "Document", "DocumentLocation", "SourceImage", "TargetImage"].flatMap((parameter) =>
    request.at(parameter, "S3Object", "Bucket"),
  );
  if (buckets.length === 0) return [needed(action, call, find)];
  const read = needed("s3:GetObject", call, find);
  return [needed(action, call, find), { ...read, target: read.target && { ...read.target, names: buckets } }];
}
