import type {
  AccessLevel,
  ActionResource,
  ConditionKeyType,
  IamAction,
  IamConditionKey,
  IamResourceType,
  IamService,
} from "./iam-service.ts";

/**
 * A service as scripts/generate-iam.mjs writes it. Lists are strings, which parse faster than arrays; most are never
 * looked at.
 */
export interface PackedService {
  readonly name: string;
  /** Names of the actions, separated by spaces. */
  readonly names: string;
  /** A line for each action: level; resource types (index * 2, + 1 if required); key set. */
  readonly actions: string;
  /** name, ARN format, key set */
  readonly resources: readonly (readonly [string, string, number])[];
  /** A line for each key: name and type. */
  readonly keys: string;
  /** A line for each set: indexes of keys. */
  readonly keySets: string;
}

const LEVELS: readonly AccessLevel[] = ["List", "Read", "Write", "Tagging", "Permissions management"];

/** Unpacks a service. Most of an action is decoded only when it is asked for. */
export function unpackService(prefix: string, packed: PackedService): IamService {
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

/** The tables that the rows of a service's actions refer to, decoded when first looked at. */
class ServiceTables {
  readonly prefix: string;
  private readonly packed: PackedService;
  private keys: readonly IamConditionKey[] | undefined;
  private keySets: readonly string[] | undefined;
  private types: ReadonlyMap<string, IamResourceType> | undefined;
  private keysByName: ReadonlyMap<string, IamConditionKey> | undefined;

  constructor(prefix: string, packed: PackedService) {
    this.prefix = prefix;
    this.packed = packed;
  }

  resourceTypes(): ReadonlyMap<string, IamResourceType> {
    const conditionKeys = (index: number): readonly string[] => this.keySet(index);
    this.types ??= new Map(
      this.packed.resources.map(([name, arn, keySet]) => [
        name,
        {
          name,
          arns: formsOf(arn),
          get conditionKeys() {
            return conditionKeys(keySet);
          },
        },
      ]),
    );
    return this.types;
  }

  conditionKeys(): ReadonlyMap<string, IamConditionKey> {
    this.keysByName ??= new Map(this.allKeys().map((each) => [each.key.toLowerCase(), each]));
    return this.keysByName;
  }

  /** Resource types by the codes in an action's row. */
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
  private types: readonly ActionResource[] | undefined;

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
    this.types ??= this.tables.resources(this.field(1));
    return this.types;
  }

  get conditionKeys(): readonly string[] {
    return this.tables.keySet(Number(this.field(2)));
  }

  private field(index: number): string {
    return this.row.split(";")[index] ?? "";
  }
}

function numbers(text: string): number[] {
  return text === "" ? [] : text.split(" ").map(Number);
}

/** The reference lists the forms of a type one after another: `arn:…:bot/${BotId}, arn:…:bot:${BotName}`. */
function formsOf(text: string): IamResourceType["arns"] {
  const [first = text, ...more] = text.split(", ");
  return [first, ...more];
}
