import type { Data } from "../values/queries.ts";
import { type DataObject, isDataList, isDataObject, type Planned } from "./planned.ts";
import type { Authority } from "./planned-content.ts";
import type { InstanceKey } from "./planned-expansion.ts";

type Instances = Map<InstanceKey, Planned>;

/** The part of a plan about one module instance. */
export class PlannedModule {
  readonly authority: Authority;
  private readonly values: PlannedValues;
  private readonly address: string;

  constructor(values: PlannedValues, authority: Authority, address = "") {
    this.values = values;
    this.authority = authority;
    this.address = address;
  }

  /** The instances of a resource; `key` as in `resourceKey`. */
  instances(key: string): ReadonlyMap<InstanceKey, Planned> {
    return this.values.module(this.address).resources.get(key) ?? new Map();
  }

  /** The keys of a module call's instances that are not empty. */
  callKeys(name: string): readonly InstanceKey[] {
    return [...(this.values.module(this.address).calls.get(name) ?? [])];
  }

  child(name: string, key: InstanceKey): PlannedModule {
    const step = `module.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`;
    const address = this.address === "" ? step : `${this.address}.${step}`;
    return new PlannedModule(this.values, this.authority, address);
  }

  /** The value of a variable of the root; undefined in other modules. */
  variable(name: string): Data | undefined {
    return this.address === "" ? this.values.variable(name) : undefined;
  }
}

interface ModuleValues {
  readonly resources: Map<string, Instances>;
  readonly calls: Map<string, Set<InstanceKey>>;
}

/** The values in a plan, by module address. */
export class PlannedValues {
  private readonly modules = new Map<string, ModuleValues>();
  private readonly changes = new Map<string, DataObject>();
  private readonly variables: Data | undefined;

  constructor(plan: DataObject) {
    this.variables = plan.variables;
    for (const change of objectsIn(plan.resource_changes))
      if (typeof change.address === "string" && !("deposed" in change) && isDataObject(change.change))
        this.changes.set(change.address, change.change);
    // data sources that have been read are only in the prior state; planned values come later and take precedence
    const prior = at(at(plan.prior_state, "values"), "root_module");
    this.addModule(prior, "", ({ mode }) => mode === "data");
    this.addModule(at(plan.planned_values, "root_module"), "", () => true);
  }

  module(address: string): ModuleValues {
    const found = this.modules.get(address) ?? { resources: new Map(), calls: new Map() };
    this.modules.set(address, found);
    return found;
  }

  variable(name: string): Data | undefined {
    return at(at(this.variables, name), "value");
  }

  private addModule(node: Data | undefined, address: string, isWanted: (resource: DataObject) => boolean): void {
    if (!isDataObject(node)) return;
    const { resources, calls } = this.module(address);
    for (const resource of objectsIn(node.resources)) {
      if (!isWanted(resource)) continue;
      const key = `${resource.mode} ${resource.type} ${resource.name}`;
      const instances: Instances = resources.get(key) ?? new Map();
      resources.set(key, instances.set(keyOf(resource.index), this.plannedOf(resource)));
    }
    for (const child of objectsIn(node.child_modules)) {
      const call = callOf(child.address, address);
      if (!call) continue;
      calls.set(call.name, (calls.get(call.name) ?? new Set()).add(call.key));
      this.addModule(child, String(child.address), isWanted);
    }
  }

  private plannedOf({ address, values, sensitive_values }: DataObject): Planned {
    const change = this.changes.get(String(address));
    return { after: values, unknown: change?.after_unknown, sensitive: sensitive_values };
  }
}

function at(data: Data | undefined, name: string): Data | undefined {
  return isDataObject(data) ? data[name] : undefined;
}

function objectsIn(data: Data | undefined): readonly DataObject[] {
  return isDataList(data) ? data.filter(isDataObject) : [];
}

function keyOf(index: Data | undefined): InstanceKey {
  return typeof index === "string" || typeof index === "number" ? index : undefined;
}

/** The last step of a module address: `module.orders["eu"]`. */
function callOf(address: Data | undefined, parent: string): { name: string; key: InstanceKey } | undefined {
  if (typeof address !== "string" || !address.startsWith(parent)) return undefined;
  const [, name, key] = /^\.?module\.([\w-]+)(?:\[(.*)\])?$/s.exec(address.slice(parent.length)) ?? [];
  return name === undefined ? undefined : { name, key: readKey(key) };
}

function readKey(text: string | undefined): InstanceKey {
  if (text === undefined) return undefined;
  return /^\d+$/.test(text) ? Number(text) : text.slice(1, -1).replace(/\\(["\\])/g, "$1");
}
