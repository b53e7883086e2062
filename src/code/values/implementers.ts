import type { BoundFile, ClassUnit } from "../program/scope.ts";
import type { Evaluator } from "./evaluator.ts";

/** The maximum depth of inheritance that is followed. */
const MAX_DEPTH = 4;

/** Which class of the program an object has whose declared type is an interface or an abstract class, in Java. */
export class Implementers {
  /** The files in which classes were looked for. */
  readonly files = new Set<BoundFile>();
  private readonly evaluator: Evaluator;
  private readonly known = new Map<ClassUnit, ClassUnit | undefined>();

  constructor(evaluator: Evaluator) {
    this.evaluator = evaluator;
  }

  /** The only class that there are objects of; undefined if there are several, or if they are not known. */
  only(unit: ClassUnit): ClassUnit | undefined {
    if (!this.known.has(unit)) {
      const all = this.below(unit, 0);
      this.known.set(unit, all?.length === 1 ? all[0] : undefined);
    }
    return this.known.get(unit);
  }

  private below(unit: ClassUnit, depth: number): readonly ClassUnit[] | undefined {
    const name = unit.node.name?.replace(/^.*\./, "");
    const files =
      name === undefined || depth > MAX_DEPTH ? undefined : this.evaluator.exports.imports.extending?.(name);
    if (!files) return undefined;
    for (const file of files) this.files.add(file);
    const found: ClassUnit[] = unit.node.isAbstract ? [] : [unit];
    for (const each of files.flatMap(({ classes }) => [...classes.values()])) {
      if (each === unit || !this.extends(each, unit)) continue;
      // one without a name is made somewhere, in a way that is not looked for
      const inner = each.node.name === undefined ? undefined : this.below(each, depth + 1);
      if (!inner) return undefined;
      found.push(...inner);
    }
    return found;
  }

  private extends(unit: ClassUnit, base: ClassUnit): boolean {
    return this.evaluator.members.basesOf(unit).some((each) => each.kind === "class" && each.class === base);
  }
}
