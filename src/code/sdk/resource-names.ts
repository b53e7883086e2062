import { type IamAction, serviceResourceTypes } from "../../aws/iam-actions.ts";
import { type CodeValue, textValue } from "../values/value.ts";
import type { FindObjects } from "./needed-actions.ts";
import type { Request } from "./request.ts";
import type { OperationCall } from "./sdk-call.ts";

/** The resource that an action is needed on, as far as the code tells. */
export interface ResourceNames {
  /** The format of its ARN: `arn:${Partition}:s3:::${BucketName}/*`. */
  readonly form: string;
  /** The placeholder that `names` fill. */
  readonly placeholder: string;
  /** Names or whole ARNs in the code; empty if it has none. */
  readonly names: readonly CodeValue[];
}

type Finder = (action: IamAction, call: OperationCall, find: FindObjects) => ResourceNames | undefined;

/** The resource that a request names, for an action that it needs. */
export function namesFor(action: IamAction, call: OperationCall, find: FindObjects): ResourceNames {
  return FINDERS[action.service]?.(action, call, find) ?? byParameter(action, call.request);
}

function formOf(service: string, type: string): string {
  return serviceResourceTypes(service).get(type)?.arns[0] ?? "";
}

/** Services whose parameters are not named after their resources. */
const FINDERS: Readonly<Record<string, Finder>> = {
  s3: (action, { request }) => {
    const isObject = action.resourceTypes.some(({ name }) => name === "object");
    const form = isObject ? `${formOf("s3", "bucket")}/*` : formOf("s3", "bucket");
    return { form, placeholder: "BucketName", names: request.get("Bucket") };
  },
  dynamodb: (_, { operation, request }) => {
    const isBatch = /^batch_?(?:get|write)/i.test(operation) && !request.has("TableName");
    const names = isBatch ? request.keysOf("RequestItems") : request.get("TableName");
    const [index] = request.get("IndexName");
    const table = formOf("dynamodb", "table");
    if (!index) return { form: table, placeholder: "TableName", names };
    return { form: `${table}/index/${literalOrAny(index)}`, placeholder: "TableName", names };
  },
  sqs: (_, { request }) => ({
    form: formOf("sqs", "queue"),
    placeholder: "QueueName",
    names: firstGiven(request, ["QueueUrl", "QueueName"]),
  }),
  sns: (_, { request }) => ({
    form: formOf("sns", "topic"),
    placeholder: "TopicName",
    names: firstGiven(request, ["TopicArn", "TargetArn", "Name"]),
  }),
  events: ({ name }, { request }, find) => {
    if (name !== "PutEvents") return undefined;
    return { form: formOf("events", "event-bus"), placeholder: "EventBusName", names: busNames(request, find) };
  },
  secretsmanager: (_, { request }) => ({
    form: formOf("secretsmanager", "Secret"),
    placeholder: "SecretId",
    names: firstGiven(request, ["SecretId", "Name"]),
  }),
  ssm: ({ name, resourceTypes }, { request }) => {
    if (!resourceTypes.some((type) => type.name === "parameter")) return undefined;
    const form = `${formOf("ssm", "parameter").replace(/parameter\/.*/, "parameter/")}\${ParameterName}`;
    const names = [
      ...request.get("Name"),
      ...request.at("Names", "[]"),
      ...request.get("Names"),
      ...request.get("Path"),
    ];
    const texts = names.filter(({ kind }) => kind === "text");
    const named = texts.length > 0 ? texts : names.slice(0, 1);
    const isPath = name === "GetParametersByPath";
    return {
      form: isPath ? `${form}/*` : form,
      placeholder: "ParameterName",
      names: isPath ? named.map(withoutLastSlash) : named,
    };
  },
  kms: (_, { request }) => ({
    form: formOf("kms", "key"),
    placeholder: "KeyId",
    names: firstGiven(request, ["KeyId", "SourceKeyId", "DestinationKeyId"]),
  }),
  ses: ({ resourceTypes }, { request }) => {
    if (!resourceTypes.some(({ name }) => name === "identity")) return undefined;
    const names = firstGiven(request, ["FromEmailAddressIdentityArn", "SourceArn", "FromEmailAddress", "Source"]);
    return { form: formOf("ses", "identity"), placeholder: "IdentityName", names };
  },
  bedrock: ({ resourceTypes }, { request }) => {
    if (!request.has("modelId") && !resourceTypes.some(({ name }) => name === "foundation-model")) return undefined;
    return { form: formOf("bedrock", "foundation-model"), placeholder: "ResourceId", names: request.get("modelId") };
  },
  scheduler: (action, { request }) => {
    if (!action.resourceTypes.some(({ name }) => name === "schedule")) return undefined;
    const names = request.has("GroupName") ? request.get("GroupName") : [textValue("default")];
    return { form: formOf("scheduler", "schedule"), placeholder: "GroupName", names };
  },
  lambda: ({ name }, { request }) => {
    if (!/^Invoke/.test(name)) return undefined;
    const [qualifier] = request.get("Qualifier");
    const form = formOf("lambda", "function");
    return {
      form: qualifier ? `${form}:${literalOrAny(qualifier)}` : form,
      placeholder: "FunctionName",
      names: request.get("FunctionName"),
    };
  },
  ecs: ({ resourceTypes }, { request }) => {
    if (!resourceTypes.some(({ name }) => name === "task-definition")) return undefined;
    const form = formOf("ecs", "task-definition").replace(/:[^:]*$/, ":*");
    return { form, placeholder: "TaskDefinitionFamilyName", names: request.get("taskDefinition").map(withoutRevision) };
  },
  "execute-api": () => ({ form: formOf("execute-api", "execute-api-general"), placeholder: "ApiId", names: [] }),
};

/** A literal text, or `*` in place of a value that is not known. */
function literalOrAny(value: CodeValue): string {
  const [part] = value.kind === "text" && value.parts.length === 1 ? value.parts : [];
  return typeof part === "string" ? part : "*";
}

/** `/orders/` → `/orders`. */
function withoutLastSlash(value: CodeValue): CodeValue {
  const last = value.kind === "text" ? value.parts.at(-1) : undefined;
  if (value.kind !== "text" || typeof last !== "string") return value;
  return { kind: "text", parts: [...value.parts.slice(0, -1), last.replace(/\/$/, "")] };
}

/** `report:3` → `report`. */
function withoutRevision(value: CodeValue): CodeValue {
  const [part] = value.kind === "text" ? value.parts : [];
  return typeof part === "string" && value.kind === "text" && value.parts.length === 1
    ? textValue(part.replace(/:\d+$/, ""))
    : value;
}

/** The event buses that events are put on, which is the default one if none is named. */
function busNames(request: Request, find: FindObjects): readonly CodeValue[] {
  const entries = request.at("Entries", "[]").filter(({ kind }) => kind === "object" || kind === "keywords");
  const objects = entries.length > 0 ? entries : [...find("EventBusName"), ...find("DetailType")];
  const names = objects.flatMap((entry) => {
    const own = request.within([entry]).get("EventBusName");
    return own.length > 0 ? own : [textValue("default")];
  });
  return names;
}

function firstGiven(request: Request, parameters: readonly string[]): readonly CodeValue[] {
  return parameters.map((parameter) => request.get(parameter)).find((values) => values.length > 0) ?? [];
}

/** The parameter that is named after one of the action's resource types. */
function byParameter(action: IamAction, request: Request): ResourceNames {
  const forms = formsOf(action);
  for (const { type, form } of forms) {
    const placeholder = placeholderOf(form);
    const names = firstGiven(request, parametersFor(type, placeholder, ownPlaceholders(form).length === 1));
    if (names.length > 0) return { form, placeholder, names };
  }
  const form = forms[0]?.form ?? "";
  return { form, placeholder: placeholderOf(form), names: [] };
}

function formsOf({ service, resourceTypes }: IamAction): readonly { readonly type: string; readonly form: string }[] {
  const types = serviceResourceTypes(service);
  const ordered = [
    ...resourceTypes.filter(({ required }) => required),
    ...resourceTypes.filter(({ required }) => !required),
  ];
  return ordered.flatMap(({ name }) => (types.get(name)?.arns ?? []).map((form) => ({ type: name, form })));
}

/** The first placeholder in an ARN's format that belongs to the resource itself. */
function placeholderOf(form: string): string {
  return ownPlaceholders(form)[0] ?? "";
}

function ownPlaceholders(form: string): readonly string[] {
  const all = [...form.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name ?? "");
  return all.filter((name) => !/^(?:Partition|Region|Account)$/.test(name));
}

/**
 * Names that a parameter for a part of an ARN may have; the resource type's own name only if that part is the only one.
 */
function parametersFor(type: string, placeholder: string, isOnly: boolean): readonly string[] {
  const bare = type.replaceAll(/[-_ ]/g, "");
  const stem = placeholder.replace(/(?:Name|Id|Arn)$/, "");
  const stems = isOnly ? [bare, stem] : [stem];
  const general = isOnly ? ["resourceArn", "Name", "Arn"] : [];
  const variants = stems.flatMap((name) => [`${name}Arn`, `${name}Name`, `${name}Id`, `${name}Identifier`, name]);
  const names = [placeholder, ...variants, ...general].filter((name) => name !== "");
  // resources with ids that AWS assigns may also have a name: `create_image(Name=…)`
  return placeholder.endsWith("Id") ? names.filter((name) => !name.endsWith("Name")) : names;
}
