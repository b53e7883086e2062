import type { Expression } from "../syntax.ts";
import type { JavaTypes } from "./java-types.ts";

/** The name of the object in its own methods. */
export const THIS = "this";

/** A class that surrounds a place in a file. */
export interface JavaClass {
  /** Its path in the file; empty for an anonymous class. */
  readonly path: string;
  /** Its fields, with whether they are static. */
  readonly fields: ReadonlyMap<string, boolean>;
  /** Its methods likewise. */
  readonly methods: ReadonlyMap<string, boolean>;
  /** Whether it may inherit members that are declared elsewhere. */
  readonly inherits: boolean;
}

/** What the names at a place in a file refer to: a variable, a member of one of the classes around it, or a class. */
export class JavaNames {
  private readonly types: JavaTypes;
  private readonly classes: JavaClass[] = [];
  private readonly blocks: Set<string>[] = [];
  /** How many blocks there are around each class. */
  private readonly depths: number[] = [];
  /** For each class around the place, whether there is a `this` in the method around it. */
  private readonly selves: boolean[] = [];

  constructor(types: JavaTypes) {
    this.types = types;
  }

  /** The path of the class around the place, as far as that has a name. */
  get path(): string {
    return this.classes.findLast(({ path }) => path !== "")?.path ?? "";
  }

  withinClass<T>(own: JavaClass, read: () => T): T {
    this.classes.push(own);
    this.selves.push(false);
    this.depths.push(this.blocks.length);
    const value = read();
    this.depths.pop();
    this.selves.pop();
    this.classes.pop();
    return value;
  }

  /** Reads a method of the class around the place. */
  withinMethod<T>(isStatic: boolean, read: () => T): T {
    const before = this.selves.pop() ?? false;
    this.selves.push(!isStatic);
    const value = this.within(read);
    this.selves.pop();
    this.selves.push(before);
    return value;
  }

  /** Reads code in a new scope of names. */
  within<T>(read: () => T): T {
    this.blocks.push(new Set());
    const value = read();
    this.blocks.pop();
    return value;
  }

  declare(name: string): void {
    this.blocks.at(-1)?.add(name);
  }

  isLocal(name: string): boolean {
    return this.blocks.some((block) => block.has(name));
  }

  /** The object around the place; undefined in what is static. */
  self(start: number): Expression | undefined {
    return this.selves.at(-1) ? { kind: "name", name: THIS, start } : undefined;
  }

  /** The variable or the field of the classes around the place that a bare name refers to. */
  known(name: string, start: number): Expression | undefined {
    const isLocal = (from: number) => this.blocks.slice(from).some((block) => block.has(name));
    for (let at = this.classes.length - 1; at >= 0; at--) {
      if (isLocal(this.depths[at] ?? 0)) return { kind: "name", name, start };
      const isStatic = this.classes[at]?.fields.get(name);
      const owner = isStatic === undefined ? undefined : this.owner(at, isStatic, start);
      if (owner) return { kind: "member", object: owner, name, start };
    }
    return isLocal(0) ? { kind: "name", name, start } : undefined;
  }

  /** What a bare name that nothing in the file declares refers to: a static import, or an inherited field. */
  elsewhere(name: string, start: number): Expression | undefined {
    return this.statics(name, undefined, start) ?? this.inherited(name, undefined, start);
  }

  /** What a method that is called by its bare name is. */
  method(name: string, count: number, start: number): Expression | undefined {
    for (let at = this.classes.length - 1; at >= 0; at--) {
      const isStatic = this.classes[at]?.methods.get(name);
      const owner = isStatic === undefined ? undefined : this.owner(at, isStatic, start);
      if (owner) return { kind: "member", object: owner, name, count, start };
    }
    return this.statics(name, count, start) ?? this.inherited(name, count, start);
  }

  private owner(at: number, isStatic: boolean, start: number): Expression | undefined {
    const path = this.classes[at]?.path ?? "";
    const isInnermost = at === this.classes.length - 1;
    if (isInnermost && !isStatic && this.selves.at(-1)) return { kind: "name", name: THIS, start };
    return path === "" ? undefined : { kind: "name", name: path, start };
  }

  private statics(name: string, count: number | undefined, start: number): Expression | undefined {
    const members = this.types
      .staticOwners(name, start)
      .map((object): Expression => ({ kind: "member", object, name, ...(count !== undefined && { count }), start }));
    const [first, ...others] = members;
    return others.length > 0 ? { kind: "either", options: members, tested: [], start } : first;
  }

  private inherited(name: string, count: number | undefined, start: number): Expression | undefined {
    const at = this.classes.findLastIndex(({ inherits }) => inherits);
    const owner = at < 0 ? undefined : this.owner(at, false, start);
    return owner && { kind: "member", object: owner, name, ...(count !== undefined && { count }), start };
  }
}
