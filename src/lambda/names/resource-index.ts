import { grouped } from "../../grouped.ts";
import {
  type Module,
  type Resource,
  type ResourceMode,
  referredResources,
  stringOf,
  type Value,
} from "../../terraform/index.ts";
import { namedResources } from "./identify.ts";
import { NameIndex } from "./name-index.ts";

/** The resources of several modules by type, by name, and by the resource that an argument of theirs refers to. */
export class ResourceIndex {
  private readonly modules: readonly Module[];
  private readonly byType = new Map<string, readonly Resource[]>();
  private readonly dataByType = new Map<string, readonly Resource[]>();
  private readonly nameIndexes = new Map<string, NameIndex>();
  private readonly referringTo = new Map<string, ReadonlyMap<Resource, readonly Resource[]>>();
  private allManaged: readonly Resource[] | undefined;

  constructor(modules: readonly Module[]) {
    this.modules = modules;
  }

  /** The managed resources of a type. */
  resources(type: string): readonly Resource[] {
    return foundOnce(this.byType, type, () => this.modules.flatMap((module) => module.resourcesOf(type)));
  }

  /** All managed resources. */
  get managed(): readonly Resource[] {
    this.allManaged ??= this.modules.flatMap(({ resources }) => resources.filter(({ mode }) => mode === "managed"));
    return this.allManaged;
  }

  /** The data sources of a type. */
  data(type: string): readonly Resource[] {
    return foundOnce(this.dataByType, type, () => this.modules.flatMap((module) => module.dataOf(type)));
  }

  /** An index of resources of some types by one of their arguments. */
  names(types: readonly string[], nameArgument: string, modes: readonly ResourceMode[] = ["managed"]): NameIndex {
    const key = [nameArgument, ...modes, ...types].join(" ");
    const cached = this.nameIndexes.get(key);
    if (cached) return cached;
    const candidates = modes.flatMap((mode) =>
      types.flatMap((type) => (mode === "managed" ? this.resources(type) : this.data(type))),
    );
    const index = new NameIndex(candidates, nameArgument);
    this.nameIndexes.set(key, index);
    return index;
  }

  /** The resource of one of the types that a value refers to, by reference or by the text of its `nameArgument`. */
  resourceNamed(value: Value, types: readonly string[], nameArgument = "name"): Resource | undefined {
    const [found] = namedResources(value, new Set(types));
    if (found || stringOf(value) === undefined) return found;
    return this.names(types, nameArgument).named(value);
  }

  /** The resources of a type whose argument refers to a given resource. */
  referring(type: string, argument: string, resource: Resource): readonly Resource[] {
    const key = `${type} ${argument}`;
    const index =
      this.referringTo.get(key) ??
      grouped(this.resources(type), ({ body }) => [...new Set(referredResources(body.value(argument)))]);
    this.referringTo.set(key, index);
    return index.get(resource) ?? [];
  }
}

function foundOnce(
  cache: Map<string, readonly Resource[]>,
  type: string,
  find: () => readonly Resource[],
): readonly Resource[] {
  const found = cache.get(type) ?? find();
  cache.set(type, found);
  return found;
}
