import { type MergedBlock, resourceKey } from "../files/declarations.ts";
import { PlannedContent } from "../plan/planned-content.ts";
import { isDecided, plannedExpansion } from "../plan/planned-expansion.ts";
import { type Place, unknown, type Value } from "../values/value.ts";
import { BlockValue } from "./block-value.ts";
import { ConfiguredContent } from "./configured-block.ts";
import { type Expansion, expandInstances, groupValue, type Instance } from "./expansion.ts";
import type { EvaluatedModule } from "./module-setting.ts";
import { Resource, type ResourceMode } from "./resource.ts";

/** The instances that one block declares. */
interface ResourceGroup {
  readonly expansion: Expansion;
  readonly resources: ReadonlyMap<Instance, Resource>;
}

/** The instances of the resources and data sources of a module instance, each block expanded when first asked for. */
export class ResourceInstances {
  private readonly owner: EvaluatedModule;
  private readonly groups = new Map<string, ResourceGroup>();
  private allInstances: readonly Resource[] | undefined;
  private byType: Map<string, Resource[]> | undefined;

  constructor(owner: EvaluatedModule) {
    this.owner = owner;
  }

  /** The instances of all blocks. */
  get all(): readonly Resource[] {
    this.allInstances ??= [...this.declared.keys()].flatMap((key) => [...this.group(key).resources.values()]);
    return this.allInstances;
  }

  /** The instances of all blocks of a type. */
  ofType(mode: ResourceMode, type: string): readonly Resource[] {
    this.byType ??= groupByType(this.all);
    return this.byType.get(`${mode} ${type}`) ?? [];
  }

  /** The instances of one block; empty if it is not declared. */
  ofBlock(mode: ResourceMode, type: string, name: string): readonly Resource[] {
    const key = resourceKey(mode, type, name);
    return this.declared.has(key) ? [...this.group(key).resources.values()] : [];
  }

  /** The value of a block's address in an expression: an instance, or the collection of all. */
  value(mode: ResourceMode, type: string, name: string, at: Place): Value {
    const key = resourceKey(mode, type, name);
    if (!this.declared.has(key)) return unknown("not-read", at);
    // count or for_each refers to the resource itself
    if (this.owner.inProgress.has(key)) return unknown("cycle", at);
    const { expansion, resources } = this.group(key);
    const instanceValue = (instance: Instance): Value => {
      const resource = resources.get(instance);
      return resource ? { kind: "resource", resource, place: at } : unknown("invalid", at);
    };
    return groupValue(expansion, instanceValue, at);
  }

  private get declared(): ReadonlyMap<string, MergedBlock> {
    return this.owner.module.declared.resources;
  }

  private group(key: string): ResourceGroup {
    const cached = this.groups.get(key);
    if (cached) return cached;
    const declared = this.declared.get(key);
    if (!declared) throw new Error(`no resource ${key}`);
    const { inProgress } = this.owner;
    inProgress.add(key);
    const expansion = this.expansionOf(key, declared);
    inProgress.delete(key);
    const resources = expansion.instances.map((each) => [each, this.instanceOf(key, declared, each)] as const);
    const group = { expansion, resources: new Map(resources) };
    this.groups.set(key, group);
    return group;
  }

  private instanceOf(key: string, declared: MergedBlock, instance: Instance): Resource {
    const mode = declared.type === "resource" ? "managed" : (declared.type as ResourceMode);
    const [type = "", name = ""] = declared.labels;
    const { key: instanceKey, isCertain, isSymbolic } = instance;
    const identity = { mode, type, name, key: instanceKey, isCertain, isSymbolic };
    return new Resource(identity, this.owner.module, this.bodyOf(key, declared, instance));
  }

  private bodyOf(key: string, declared: MergedBlock, instance: Instance): BlockValue {
    const written = new ConfiguredContent(declared, instance.scope);
    const { planned } = this.owner.setting;
    const values = planned?.instances(key).get(instance.key);
    return new BlockValue(planned && values ? new PlannedContent(written, values, planned.authority) : written);
  }

  private expansionOf(key: string, declared: MergedBlock): Expansion {
    const { module, setting, scope } = this.owner;
    const { planned } = setting;
    const written = expandInstances(declared, scope);
    if (!planned || (planned.authority === "configuration" && isDecided(written))) return written;
    const place = module.blockValue(declared).place();
    return plannedExpansion(written, [...planned.instances(key).keys()], { scope, place });
  }
}

function groupByType(resources: readonly Resource[]): Map<string, Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const key = `${resource.mode} ${resource.type}`;
    const group = groups.get(key);
    if (group) group.push(resource);
    else groups.set(key, [resource]);
  }
  return groups;
}
