import { readJson } from "./data-file.ts";

/** A type of boto3's resources: which operations its members call, and which resources they return. */
export interface ResourceType {
  /** The parameters of operations that its identifiers stand for, in the order of boto3's arguments. */
  readonly identifiers?: readonly string[];
  /** The attributes that hold identifiers. */
  readonly names?: readonly string[];
  /** The operation that the other attributes are read with. */
  readonly load?: string;
  /** By method: the operation, the type of the resource that it returns, and whether it returns a list. */
  readonly actions?: Readonly<Record<string, readonly [string, string?, boolean?]>>;
  /** By method, the parameters for identifiers that have another name there. */
  readonly otherNames?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By method of a collection of this type, the operation. */
  readonly batch?: Readonly<Record<string, string>>;
  /** By name, the types of resources that it creates with further identifiers: `bucket.Object(key)`. */
  readonly parts?: Readonly<Record<string, string>>;
  /** By attribute, the types of the resources that the attributes refer to: `instance.vpc`. */
  readonly references?: Readonly<Record<string, string>>;
  /** By attribute, the operation that lists it, and the type of its elements. */
  readonly collections?: Readonly<Record<string, readonly [string, string]>>;
  /** By method, the waiter. */
  readonly waiters?: Readonly<Record<string, string>>;
}

type Services = Readonly<Record<string, Readonly<Record<string, ResourceType>>>>;

let services: Services | undefined;

/** A type of a service's resources, or (with an empty name) what `boto3.resource` itself returns; empty if unknown. */
export function boto3ResourceType(service: string, type: string): ResourceType {
  services ??= readJson<Services>("boto3-resources.json");
  const types = Object.hasOwn(services, service) ? services[service] : undefined;
  return (types && Object.hasOwn(types, type) ? types[type] : undefined) ?? {};
}
