import { boto3ResourceType, type ResourceType } from "../../aws/boto3-resources.ts";
import type { Evaluator } from "../values/evaluator.ts";
import { type CallSite, type CodeValue, type PassedArgument, UNKNOWN } from "../values/value.ts";
import { TRANSFERS } from "./boto3-names.ts";
import { Request } from "./request.ts";
import { dynamic, operation, type SdkCall } from "./sdk-call.ts";
import { waiterCalls } from "./sdk-javascript.ts";
import type { SdkValue } from "./sdk-value.ts";

type Service = Extract<SdkValue, { kind: "resource-service" }>;
type Resource = Extract<SdkValue, { kind: "resource" }>;

/** Methods of resources that boto3 adds to those of its models. */
const ADDED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "dynamodb.Table": { batch_writer: ["BatchWriteItem"] },
  "ec2.": { create_tags: ["CreateTags"] },
  "ec2.Instance": { delete_tags: ["DeleteTags"] },
};
/** What is loaded in another way than the models say: `bucket.creation_date`, `summary.size`. */
const LOADED_WITH: Readonly<Record<string, string>> = {
  "s3.Bucket": "ListBuckets",
  "s3.ObjectSummary": "HeadObject",
};
/** Methods of a collection that list it. */
const LISTING = /^(?:all|filter|limit|page_size|pages)$/;

function typeOf(value: Service | Resource): ResourceType {
  return boto3ResourceType(value.prefix, value.kind === "resource" ? value.type : "");
}

function identityOf(value: Service | Resource): readonly PassedArgument[] {
  return value.kind === "resource" ? value.identity : [];
}

function find<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table && Object.hasOwn(table, name) ? table[name] : undefined;
}

function sdk(value: SdkValue): CodeValue {
  return { kind: "sdk", sdk: value };
}

/** A member of a resource that is no method. */
export function resourceMember(value: Service | Resource, name: string): CodeValue | undefined {
  if (value.kind === "resource" && value.many) return undefined;
  if (name === "meta") return sdk(value);
  const { prefix } = value;
  if (name === "client") return sdk({ kind: "client", prefix, methods: "operations", made: [] });
  const type = typeOf(value);
  const collection = find(type.collections, name);
  if (collection) {
    const [listing, element] = collection;
    return sdk({
      kind: "resource",
      prefix,
      type: element,
      identity: identityOf(value),
      isLoaded: true,
      many: { listing },
    });
  }
  const referred = find(type.references, name);
  return referred === undefined
    ? undefined
    : sdk({ kind: "resource", prefix, type: referred, identity: [], isLoaded: false });
}

/** The result of a method of a resource. */
export function resourceResult(value: Service | Resource, name: string, site: CallSite): CodeValue {
  // `bucket.objects.filter(Prefix="in/")`
  if (value.kind === "resource" && value.many) return sdk(value);
  if (value.kind === "resource" && value.type === "Table" && name === "batch_writer")
    return sdk({ ...value, type: "BatchWriter" });
  const type = typeOf(value);
  const { prefix } = value;
  const part = find(type.parts, name);
  if (part !== undefined) {
    const identity = identified(prefix, part, identityOf(value), site);
    return sdk({ kind: "resource", prefix, type: part, identity, isLoaded: false });
  }
  const [, given, isList] = find(type.actions, name) ?? [];
  if (given === undefined) return UNKNOWN;
  const known = new Set(boto3ResourceType(prefix, given).identifiers);
  const identity = [...identityOf(value), ...site.arguments].filter(
    ({ name: parameter = "" }) => known.has(parameter) || parameter.endsWith("Name"),
  );
  return sdk({ kind: "resource", prefix, type: given, identity, isLoaded: true, ...(isList ? { many: {} } : {}) });
}

/** The identifiers of a resource: those of what it is a part of, and those that are passed. */
function identified(
  prefix: string,
  type: string,
  outer: readonly PassedArgument[],
  { arguments: passed }: CallSite,
): readonly PassedArgument[] {
  const parameters = boto3ResourceType(prefix, type).identifiers ?? [];
  const open = parameters.filter((parameter) => !outer.some((argument) => argument.name === parameter));
  return [...outer, ...passed.map((argument, index) => ({ ...argument, name: open[index] ?? argument.name }))];
}

/** An element of a collection; undefined for other values. */
export function resourceElement(value: SdkValue): CodeValue | undefined {
  if (value.kind !== "resource" || !value.many) return undefined;
  const { prefix, type, identity, isLoaded } = value;
  return sdk({ kind: "resource", prefix, type, identity, isLoaded });
}

/** The operations that a method of a resource calls. */
export function resourceCalls(
  value: Service | Resource,
  name: string,
  site: CallSite,
  evaluator: Evaluator,
): readonly SdkCall[] {
  const type = typeOf(value);
  const { prefix } = value;
  const key = `${prefix}.${value.kind === "resource" ? value.type : ""}`;
  if (name === "?") return [dynamic("which method of a resource is called is not known")];
  const own = identityOf(value);
  const others = Object.entries(find(type.otherNames, name) ?? {}).flatMap(([parameter, identifier]) =>
    own.filter((argument) => argument.name === identifier).map((argument) => ({ ...argument, name: parameter })),
  );
  const request = Request.ofKeywords(site, evaluator, [...own, ...others]);
  const call = (operationName: string) => operation(prefix, operationName, request);
  if (value.kind === "resource" && value.many) return collectionCalls(value, name).map(call);
  const added = find(find(ADDED, key), name);
  if (added) return added.map(call);
  const [listed] = find(type.actions, name) ?? [];
  if (listed !== undefined) return [call(listed)];
  if (name === "load" || name === "reload") return loadOf(value).map(call);
  const waiter = find(type.waiters, name);
  if (waiter !== undefined) return waiterCalls(prefix, waiter, request);
  const isPart = find(type.parts, name) !== undefined;
  return isPart || key === "dynamodb.BatchWriter" ? [] : [call(name)];
}

function collectionCalls({ prefix, type, many }: Resource, name: string): readonly string[] {
  const listing = many?.listing === undefined ? [] : [many.listing];
  if (LISTING.test(name)) return listing;
  const each = find(boto3ResourceType(prefix, type).batch, name);
  return each === undefined ? [] : [...listing, each];
}

function loadOf(value: Service | Resource): readonly string[] {
  const load =
    value.kind === "resource" ? (LOADED_WITH[`${value.prefix}.${value.type}`] ?? typeOf(value).load) : undefined;
  return load === undefined ? [] : [load];
}

/** The operations that reading a member calls: attributes are loaded when the first of them is asked for. */
export function resourceReads(value: SdkValue, name: string, evaluator: Evaluator): readonly SdkCall[] {
  if (value.kind !== "resource" || value.many || value.isLoaded) return [];
  const type = typeOf(value);
  const isNotLoaded =
    /^(?:meta|client|load|reload|get_available_subresources)$/.test(name) ||
    type.names?.includes(name) ||
    [type.actions, type.parts, type.collections, type.waiters, TRANSFERS, ADDED[`${value.prefix}.${value.type}`]].some(
      (table) => table && Object.hasOwn(table, name),
    );
  if (isNotLoaded) return [];
  return loadOf(value).map((load) => operation(value.prefix, load, new Request(evaluator, [], value.identity)));
}
