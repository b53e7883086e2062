import { type Expression, type FunctionCall, visitExpressions } from "../../hcl/index.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import { isOfStandIn } from "../stand-in-place.ts";
import { encloses } from "../values/places.ts";
import { booleanOf, stringOf } from "../values/queries.ts";
import type { Place, Value, Wanted } from "../values/value.ts";
import { Module } from "./module.ts";
import type { ModuleCall } from "./module-setting.ts";
import type { Resource } from "./resource.ts";

/** What a call leaves to a module that is stood in for, and where the call would say it. */
export interface LeftToModule {
  /** An argument of the call, or a key of an object that it hands over. */
  readonly argument: string;
  readonly isKey: boolean;
  /** The header of the call, the argument if it switches something off, or the object that lacks the key. */
  readonly at: Place;
}

/**
 * What a call leaves to its module, if a place is in a stand-in and it is known what would change what is there: the
 * default of a variable, or an argument or block that depends on what the call says.
 */
export function leftToModule({ module, wanted, ...place }: Place): LeftToModule | undefined {
  if (!isOfStandIn(place.file) || !(module instanceof Module) || !module.call) return undefined;
  const { call, declared, directory } = module;
  if (!directory.holds(place.file)) return undefined;
  for (const [argument, { declared: variable }] of declared.variables)
    if (encloses({ file: variable.file, ...variable.node }, place)) return leftBy(call, argument);
  return wanted && (missingKey(wanted, place) ?? switchedOff(wanted, module, call));
}

/**
 * Where to report that a resource lacks another one: at its header. In a stand-in that is what decides whether the
 * module creates one of that type.
 */
export function placeForMissing(resource: Resource, type: string): Place {
  const { body, module } = resource;
  const place = body.place();
  if (!isOfStandIn(place.file)) return place;
  const other = [...module.declared.resources.values()].find(({ declared }) => declared.node.labels[0]?.value === type);
  const decides = other?.attributes.get("count") ?? other?.attributes.get("for_each");
  if (!decides) return place;
  return {
    ...place,
    wanted: { expression: decides.node.expression, scope: { declarations: module, bindings: undefined } },
  };
}

/**
 * The key of an object that the call hands over, `lookup(each.value, "dead_letter_arn", null)`, if it has no such key.
 */
function missingKey({ expression, scope }: Wanted, { file }: Place): LeftToModule | undefined {
  const lookups: FunctionCall[] = [];
  visitExpressions(expression, (inner) => {
    if (inner.kind === "call" && inner.name === "lookup") lookups.push(inner);
  });
  for (const { args } of lookups) {
    const [object, key] = args.map((argument) => evaluate(argument, scope, file));
    const argument = key && stringOf(key);
    if (object?.kind !== "object" || object.open || argument === undefined || object.entries.has(argument)) continue;
    if (!isOfStandIn(object.place.file)) return { argument, isKey: true, at: object.place };
  }
  return undefined;
}

/** The first argument of the call, given or not, that switches off what an expression decides about. */
function switchedOff({ expression, scope }: Wanted, module: Module, call: ModuleCall): LeftToModule | undefined {
  const file = module.directory.files[0]?.source;
  const decisive = file && decisivePart(expression, (part) => booleanOf(evaluate(part, scope, file)));
  const argument = decisive && variablesIn(decisive, module).find((name) => isOff(variableOf(module, name)));
  return argument === undefined ? undefined : leftBy(call, argument);
}

function leftBy({ block }: ModuleCall, argument: string): LeftToModule {
  return { argument, isKey: false, at: block.place(argument) };
}

/** The arm of a conditional that is taken, or the condition if that arm depends on nothing; undefined if not known. */
function decisivePart(
  expression: Expression,
  test: (condition: Expression) => boolean | undefined,
): Expression | undefined {
  if (expression.kind === "parentheses") return decisivePart(expression.inner, test);
  if (expression.kind !== "conditional") return expression;
  const isTrue = test(expression.condition);
  if (isTrue === undefined) return undefined;
  const arm = isTrue ? expression.then : expression.otherwise;
  return namesIn(arm).length === 0 ? expression.condition : decisivePart(arm, test);
}

/** The variables that an expression mentions, itself or through locals, in this order. */
function variablesIn(expression: Expression, module: Module): readonly string[] {
  const found = new Set<string>();
  const passed = new Set<string>();
  const pending = [expression];
  for (let next = pending.shift(); next; next = pending.shift()) {
    for (const { root, name } of namesIn(next)) {
      if (root === "var") found.add(name);
      const local = root === "local" && !passed.has(name) ? module.declared.locals.get(name) : undefined;
      passed.add(name);
      if (local) pending.push(local.node.expression);
    }
  }
  return [...found];
}

/** `var.name` and `local.name` in an expression. */
function namesIn(expression: Expression): readonly { readonly root: "var" | "local"; readonly name: string }[] {
  const names: { root: "var" | "local"; name: string }[] = [];
  visitExpressions(expression, (inner) => {
    if (inner.kind !== "attribute-access" || inner.object.kind !== "variable") return;
    const root = inner.object.name;
    if (root === "var" || root === "local") names.push({ root, name: inner.name });
  });
  return names;
}

function variableOf(module: Module, name: string): Value {
  const file = module.directory.files[0]?.source;
  if (!file) throw new Error(`a module without files declares ${name}`);
  return module.variable(name, { file, start: 0, end: 0 });
}

/** Whether a value is one that asks for nothing: null, false, and what is empty. */
function isOff(value: Value): boolean {
  if (value.kind === "list") return value.elements.length === 0 && !value.open;
  if (value.kind === "object") return value.entries.size === 0 && !value.open;
  return value.kind === "null" || (value.kind === "known" && (value.value === false || value.value === ""));
}
