import { allReferences, type Resource } from "../terraform/index.ts";
import type { Permission } from "./permission.ts";

/** Permissions whose source is surely a resource of one type, by its block; a resource of another type may be it as well. */
interface OfType {
  readonly all: Permission[];
  readonly byBlock: Map<string, Permission[]>;
}

/** The permissions on a function by who may call and what for, to find those for a trigger without looking at each. */
export class PermissionIndex {
  private readonly order = new Map<Permission, number>();
  private readonly byPrincipal = new Map<string | undefined, Map<string | undefined, OfType>>();

  constructor(permissions: readonly Permission[]) {
    for (const permission of permissions) {
      this.order.set(permission, this.order.size);
      this.add(permission);
    }
  }

  /** Permissions that may be for a principal and source, in their order: all but some that surely are for another source. */
  candidates(principal: string, source: Resource | undefined): readonly Permission[] {
    const found = [principal, "*", undefined].flatMap((each) =>
      Array.from(this.byPrincipal.get(each) ?? [], ([type, { all, byBlock }]) =>
        source?.mode === "managed" && source.type === type ? (byBlock.get(blockOf(source)) ?? []) : all,
      ).flat(),
    );
    return found.sort((a, b) => (this.order.get(a) ?? 0) - (this.order.get(b) ?? 0));
  }

  private add(permission: Permission): void {
    const named = allReferences(permission.sourceArn).map(({ resource }) => resource);
    const [first] = named;
    const isSure = named.every(({ mode, type }) => mode === "managed" && type === first?.type);
    const types = this.byPrincipal.get(permission.principal) ?? new Map<string | undefined, OfType>();
    this.byPrincipal.set(permission.principal, types);
    const type = isSure ? first?.type : undefined;
    const ofType = types.get(type) ?? { all: [], byBlock: new Map<string, Permission[]>() };
    types.set(type, ofType);
    ofType.all.push(permission);
    for (const block of new Set(named.map(blockOf))) {
      const ofBlock = ofType.byBlock.get(block) ?? [];
      ofType.byBlock.set(block, ofBlock);
      ofBlock.push(permission);
    }
  }
}

function blockOf({ module, type, name }: Resource): string {
  return `${module.address} ${type}.${name}`;
}
