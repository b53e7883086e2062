import { allReferences, type Resource } from "../../terraform/index.ts";
import type { Permission } from "./permission.ts";

/** The permissions whose source is a resource of one type: all of them, and those for each resource. */
interface OfType {
  readonly all: Permission[];
  readonly byResource: Map<string, Permission[]>;
}

/** The permissions on a function by principal and source, to find those for a trigger without looking at each. */
export class PermissionIndex {
  private readonly order = new Map<Permission, number>();
  private readonly byPrincipal = new Map<string | undefined, Map<string | undefined, OfType>>();

  constructor(permissions: readonly Permission[]) {
    for (const permission of permissions) {
      this.order.set(permission, this.order.size);
      this.add(permission);
    }
  }

  /**
   * Permissions that may be for a principal and source, in their order: all but some that are certainly for another
   * source.
   */
  candidates(principal: string, source: Resource | undefined): readonly Permission[] {
    const found = [principal, "*", undefined].flatMap((each) =>
      Array.from(this.byPrincipal.get(each) ?? [], ([type, { all, byResource }]) =>
        source?.mode === "managed" && source.type === type
          ? keysFor(source).flatMap((key) => byResource.get(key) ?? [])
          : all,
      ).flat(),
    );
    return [...new Set(found)].sort((a, b) => (this.order.get(a) ?? 0) - (this.order.get(b) ?? 0));
  }

  private add(permission: Permission): void {
    const named = allReferences(permission.sourceArn).map(({ resource }) => resource);
    const [first] = named;
    const isSure = named.every(({ mode, type }) => mode === "managed" && type === first?.type);
    const types = this.byPrincipal.get(permission.principal) ?? new Map<string | undefined, OfType>();
    this.byPrincipal.set(permission.principal, types);
    const type = isSure ? first?.type : undefined;
    const ofType = types.get(type) ?? { all: [], byResource: new Map<string, Permission[]>() };
    types.set(type, ofType);
    ofType.all.push(permission);
    for (const key of new Set(named.flatMap((resource) => [blockOf(resource), instanceOf(resource)]))) {
      const ofKey = ofType.byResource.get(key) ?? [];
      ofType.byResource.set(key, ofKey);
      ofKey.push(permission);
    }
  }
}

/** Where the permissions for a resource are: those of its whole block if it is not known which instance it is. */
function keysFor(source: Resource): readonly string[] {
  return source.isSymbolic ? [blockOf(source)] : [instanceOf(source), `${blockOf(source)} some`];
}

function instanceOf(resource: Resource): string {
  return `${blockOf(resource)} ${resource.isSymbolic ? "some" : JSON.stringify(resource.key ?? null)}`;
}

function blockOf({ module, type, name }: Resource): string {
  return `${module.address} ${type}.${name}`;
}
