import type { Evaluator } from "../values/evaluator.ts";
import { type CallSite, type CodeValue, type PassedArgument, UNKNOWN } from "../values/value.ts";
import { needsNothing } from "./credentials.ts";
import { openRequest } from "./java-built.ts";
import { Request } from "./request.ts";
import { dynamic, operation, type SdkCall } from "./sdk-call.ts";
import type { SdkValue } from "./sdk-value.ts";

type MappedClient = Extract<SdkValue, { kind: "mapped-client" }>;
type MappedTable = Extract<SdkValue, { kind: "mapped-table" }>;

/** DynamoDB's enhanced client of version 2, and the document API of version 1. */
const ENHANCED = /^software\.amazon\.awssdk\.enhanced\.dynamodb\.(\w+)$/;
const ENHANCED_MODEL = /^software\.amazon\.awssdk\.enhanced\.dynamodb\.model\.\w+$/;
const DOCUMENT = /^com\.amazonaws\.services\.dynamodbv2\.document\.(\w+)$/;

/** Methods of tables and indexes that call the operation of their name, with or without its whole response. */
const TABLE_OPERATION =
  /^((?:get|put|update|delete)Item|query|scan|createTable|deleteTable|describeTable)(?:WithResponse|Outcome)?$/;

/** The operation for an item of a transaction, or a batch. */
const ITEMS: ReadonlyMap<string, string> = new Map([
  ["addPutItem", "PutItem"],
  ["addUpdateItem", "UpdateItem"],
  ["addDeleteItem", "DeleteItem"],
  ["addConditionCheck", "ConditionCheckItem"],
  ["addGetItem", "GetItem"],
]);

/** What a class of these makes, or a variable of its type is. */
export function enhancedResult(
  source: string,
  member: string,
  { arguments: [first] }: CallSite,
): CodeValue | undefined {
  if (ENHANCED_MODEL.test(source))
    return member === "builder" ? { kind: "sdk", sdk: { kind: "builder", of: "", arguments: [] } } : undefined;
  const [, name = ""] = ENHANCED.exec(source) ?? DOCUMENT.exec(source) ?? [];
  if (/^DynamoDbEnhanced(?:Async)?Client$/.test(name)) return mappedClient([]);
  if (name === "DynamoDB" && member === "") return mappedClient(first ? [first] : []);
  if (/^(?:DynamoDb(?:Async)?)?Table$/.test(name) && member === "") return mappedTable([], undefined, []);
  if (/^(?:DynamoDb(?:Async)?)?Index$/.test(name) && member === "") return mappedTable([], unknownArgument, []);
  return undefined;
}

const unknownArgument: PassedArgument = { name: "IndexName", isSpread: false, values: () => [UNKNOWN] };

function mappedClient(made: readonly PassedArgument[]): CodeValue {
  return { kind: "sdk", sdk: { kind: "mapped-client", made } };
}

function mappedTable(
  names: readonly PassedArgument[],
  index: PassedArgument | undefined,
  made: readonly PassedArgument[],
): CodeValue {
  return { kind: "sdk", sdk: { kind: "mapped-table", names, index, made } };
}

/** What a method of a client or a table returns. */
export function tableResult(
  sdk: MappedClient | MappedTable,
  name: string,
  { arguments: [first] }: CallSite,
): CodeValue {
  if (sdk.kind === "mapped-client") {
    if (/^(?:table|getTable)$/.test(name)) return mappedTable(first ? [first] : [], undefined, sdk.made);
    if (name === "dynamoDbClient" && first) return mappedClient([...sdk.made, first]);
    return /^(?:build|extensions|toBuilder)$/.test(name) ? { kind: "sdk", sdk } : UNKNOWN;
  }
  if (!/^(?:index|getIndex)$/.test(name)) return UNKNOWN;
  return mappedTable(sdk.names, first ? { ...first, name: "IndexName" } : unknownArgument, sdk.made);
}

/** Whether nothing is needed, as the client that does the work needs nothing. */
function isForeign(made: readonly PassedArgument[], evaluator: Evaluator): boolean {
  const clients = made.flatMap(({ values }) => values());
  return clients.length > 0 && clients.every((each) => each.kind === "sdk" && needsNothing(each.sdk, evaluator));
}

/** The operations that calling a method of a table or an index comes to. */
export function tableCalls(sdk: MappedTable, name: string, evaluator: Evaluator): readonly SdkCall[] {
  const [, called] = TABLE_OPERATION.exec(name) ?? [];
  if (called === undefined || isForeign(sdk.made, evaluator)) return [];
  return [operation("dynamodb", called, requestFor(sdk, evaluator))];
}

function requestFor({ names, index }: MappedTable, evaluator: Evaluator): Request {
  const table = names.map((each) => ({ ...each, name: "TableName" }));
  return new Request(evaluator, [], [...table, ...(index ? [index] : [])]);
}

/** The operations that calling a method of the client itself comes to. */
export function enhancedCalls(
  { made }: MappedClient,
  name: string,
  site: CallSite,
  evaluator: Evaluator,
): readonly SdkCall[] {
  if (isForeign(made, evaluator)) return [];
  const [, batch] = /^(batch(?:Get|Write)Item)/.exec(name) ?? [];
  if (batch !== undefined) return [operation("dynamodb", batch, batchRequest(site, evaluator))];
  if (!/^transact(?:Get|Write)Items/.test(name)) return [];
  const items = settingsOf(site, evaluator).flatMap(({ name: added, values }) => {
    const called = ITEMS.get(added ?? "");
    const tables = called === undefined ? [] : values().flatMap((each) => tableOf(each));
    return tables.map((table) => operation("dynamodb", called ?? "", requestFor(table, evaluator)));
  });
  return items.length > 0 ? items : [dynamic("what is in a transaction is not known")];
}

/** The table that a value is. */
export function tableOf(value: CodeValue): readonly MappedTable[] {
  return value.kind === "sdk" && value.sdk.kind === "mapped-table" ? [value.sdk] : [];
}

function settingsOf({ arguments: [first] }: CallSite, evaluator: Evaluator): readonly PassedArgument[] {
  return (first?.values() ?? []).flatMap((value) => {
    const object = openRequest(value, evaluator);
    return object.kind === "keywords" ? object.arguments : [];
  });
}

/** `addReadBatch(ReadBatch.builder(Order.class).mappedTableResource(table).build())` */
function batchRequest(site: CallSite, evaluator: Evaluator): Request {
  const batches = settingsOf(site, evaluator)
    .filter(({ name }) => /(?:Read|Write)Batch(?:es)?$|^(?:read|write)Batches$/.test(name ?? ""))
    .flatMap(({ values }) => values())
    .flatMap((value) => (value.kind === "list" ? evaluator.collections.elements(value) : [value]));
  const names = new Request(evaluator, batches, []).get("mappedTableResource").flatMap(tableOf);
  return new Request(
    evaluator,
    [],
    names.flatMap((table) => table.names.map((each) => ({ ...each, name: "TableName" }))),
  );
}
