import { limits } from "../../limits.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import { bind, type Scope } from "../evaluation/scope.ts";
import { elementsOf } from "../evaluation/traversal.ts";
import type { MergedBlock } from "../files/declarations.ts";
import { choice, known, list, object, type Place, unknown, type Value } from "../values/value.ts";

/** An instance that count or for_each makes of a block. */
export interface Instance {
  readonly key: string | number | undefined;
  readonly isCertain: boolean;
  readonly isSymbolic: boolean;
  readonly scope: Scope;
}

/** How instances of a block are made. */
export type Repetition = "single" | "count" | "for_each";

/** The instances of a resource, data source or module call, and how they are indexed. */
export interface Expansion {
  readonly repetition: Repetition;
  readonly instances: readonly Instance[];
  /** If an unknown condition decides: the keys under each arm. */
  readonly arms: readonly (readonly (string | number)[])[];
  /** There may be instances with unknown keys. */
  readonly open: boolean;
}

/** Determines the instances of a block from its count or for_each. */
export function expandInstances(block: MergedBlock, scope: Scope): Expansion {
  const count = block.attributes.get("count");
  if (count) return byCount(evaluate(count.node.expression, scope, count.file), scope);
  const forEach = block.attributes.get("for_each");
  if (forEach) return byKeys(evaluate(forEach.node.expression, scope, forEach.file), scope);
  return {
    repetition: "single",
    instances: [{ key: undefined, isCertain: true, isSymbolic: false, scope }],
    arms: [],
    open: false,
  };
}

/** The value of a name without an index: the single instance, a list for count, or a map for for_each. */
export function groupValue(expansion: Expansion, instanceValue: (instance: Instance) => Value, at: Place): Value {
  const [first] = expansion.instances;
  if (expansion.repetition === "single") return first ? instanceValue(first) : unknown("invalid", at);
  const byKey = new Map(
    expansion.instances.filter(({ isSymbolic }) => !isSymbolic).map((instance) => [instance.key, instance]),
  );
  const symbolic = expansion.instances.find(({ isSymbolic }) => isSymbolic);
  const rest = symbolic && instanceValue(symbolic);
  const collection = (keys: readonly (string | number)[]): Value => {
    const entries = keys.flatMap((key) => {
      const instance = byKey.get(key);
      return instance ? [[String(key), instanceValue(instance)] as const] : [];
    });
    if (expansion.repetition === "for_each") return { ...object(new Map(entries), at), open: expansion.open, rest };
    return {
      ...list(
        entries.map(([, value]) => value),
        at,
      ),
      open: expansion.open,
      rest,
    };
  };
  return choice(expansion.arms.map(collection), at);
}

function byCount(count: Value, scope: Scope): Expansion {
  const options = count.kind === "choice" ? count.options : [count];
  const numbers = options.map((option) => (option.kind === "known" ? Number(option.value) : Number.NaN));
  const isKnown =
    numbers.every((number) => Number.isInteger(number) && number >= 0 && number <= limits.instancesPerBlock) &&
    scope.declarations.budget.takeInstances(Math.max(...numbers));
  const withIndex = (index: Value) => bind(scope, "count", object(new Map([["index", index]]), count.place));
  if (!isKnown) {
    const some = unknown("not-evaluated", count.place);
    return {
      repetition: "count",
      instances: [{ key: undefined, isCertain: false, isSymbolic: true, scope: withIndex(some) }],
      arms: [[]],
      open: true,
    };
  }
  const least = Math.min(...numbers);
  const instances = Array.from({ length: Math.max(...numbers) }, (_, i) => ({
    key: i,
    isCertain: i < least,
    isSymbolic: false,
    scope: withIndex(known(i, count.place)),
  }));
  return {
    repetition: "count",
    instances,
    arms: numbers.map((number) => Array.from({ length: number }, (_, i) => i)),
    open: false,
  };
}

function byKeys(forEach: Value, scope: Scope): Expansion {
  const options = forEach.kind === "choice" ? forEach.options : [forEach];
  const collections = options.map(keyedElements);
  const keys = collections.map((elements) => new Set(elements?.entries.map(({ key }) => keyText(key))));
  const instances = new Map<string, Instance>();
  const arms: string[][] = [];
  let open = false;
  let rest: Value | undefined;
  for (const elements of collections) {
    const arm: string[] = [];
    for (const { key, value } of elements?.entries ?? []) {
      const name = keyText(key);
      if (name === undefined || !hasRoom(instances.size, scope)) {
        open = true;
        rest ??= value;
        continue;
      }
      arm.push(name);
      if (!instances.has(name))
        instances.set(name, {
          key: name,
          isCertain: keys.every((others) => others.has(name)),
          isSymbolic: false,
          scope: withEach(scope, key, value, forEach.place),
        });
    }
    arms.push(arm);
    if (!elements || elements.open) {
      open = true;
      rest ??= elements?.rest;
    }
  }
  const all = [...instances.values()];
  if (open) {
    const some = unknown("not-evaluated", forEach.place);
    all.push({
      key: undefined,
      isCertain: false,
      isSymbolic: true,
      scope: withEach(scope, some, rest ?? some, forEach.place),
    });
  }
  return { repetition: "for_each", instances: all, arms, open };
}

/**
 * The elements of what for_each is set to. A list is either a set that is written as a list, as the arm of a condition
 * beside a set, or meant to be one, where Terraform refuses it: its indexes are no keys.
 */
function keyedElements(forEach: Value): ReturnType<typeof elementsOf> {
  const elements = elementsOf(forEach);
  if (!elements || forEach.kind !== "list") return elements;
  return { ...elements, entries: elements.entries.map(({ value }) => ({ key: value, value })) };
}

function keyText(key: Value): string | undefined {
  return key.kind === "known" ? String(key.value) : undefined;
}

/** Whether a block with so many instances may have another one distinguished. */
function hasRoom(instances: number, scope: Scope): boolean {
  return instances < limits.instancesPerBlock && scope.declarations.budget.takeInstances(1);
}

function withEach(scope: Scope, key: Value, value: Value, at: Place): Scope {
  return bind(
    scope,
    "each",
    object(
      new Map([
        ["key", key],
        ["value", value],
      ]),
      at,
    ),
  );
}
