import type { ClassUnit } from "../program/scope.ts";
import type { Evaluator } from "./evaluator.ts";
import { type CodeValue, limited } from "./value.ts";

/**
 * What a member of something may be whose name is computed: `getattr(job, action)`, `handlers["on" + name]`. Empty for
 * what is no object of the program.
 */
export function anyMember(value: CodeValue, keys: readonly CodeValue[], evaluator: Evaluator): readonly CodeValue[] {
  const names = namesIn(value, evaluator).filter((name) => keys.length === 0 || keys.some((key) => mayBe(key, name)));
  return limited(names.flatMap((name) => evaluator.member(value, name))).filter(({ kind }) => kind === "function");
}

function namesIn(value: CodeValue, evaluator: Evaluator): readonly string[] {
  switch (value.kind) {
    case "instance":
    case "class":
      return methodsOf(value.class, evaluator, new Set());
    case "module":
      return [...new Set([...value.file.exports.keys(), ...ownNames(value)])].filter((name) => name !== "*");
    default:
      return [];
  }
}

/** In Python and Go what a file declares can be used by others. */
function ownNames({ file }: Extract<CodeValue, { kind: "module" }>): readonly string[] {
  return file.file.language === "javascript" ? [] : [...file.scope.bindings.keys()];
}

function methodsOf(unit: ClassUnit, evaluator: Evaluator, seen: Set<ClassUnit>): readonly string[] {
  if (seen.has(unit)) return [];
  seen.add(unit);
  const own = [...unit.methods.keys()].filter((name) => !/^(?:constructor|__\w+__)$/.test(name));
  const bases = evaluator.members.basesOf(unit);
  return [...own, ...bases.flatMap((base) => (base.kind === "class" ? methodsOf(base.class, evaluator, seen) : []))];
}

/** Whether a name begins and ends as a text does. */
function mayBe(key: CodeValue, name: string): boolean {
  if (key.kind !== "text") return true;
  const [first, last] = [key.parts[0], key.parts.at(-1)];
  const begins = typeof first !== "string" || name.startsWith(first);
  return begins && (typeof last !== "string" || name.endsWith(last));
}
