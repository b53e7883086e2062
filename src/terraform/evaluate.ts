import {
  decimalText,
  type Expression,
  type ForDirective,
  type ForExpression,
  type FunctionCall,
  type ObjectExpression,
  parseTemplate,
  type SourceFile,
  type Span,
  type TemplateExpression,
  type TemplatePart,
} from "../hcl/index.ts";
import { limits } from "../limits.ts";
import { areApart, inCommonType, mayConvert } from "./common-type.ts";
import { type CallContext, callFunction } from "./functions/index.ts";
import { isInvalid, knowledgeOf } from "./functions/knowledge.ts";
import { asBoolean, binary, logicalNot, negation, whyUndecided } from "./operators.ts";
import { evaluateRoot } from "./root-names.ts";
import { bind, boundValue, type Declarations, type Scope } from "./scope.ts";
import { attribute, elementsOf, index } from "./traversal.ts";
import {
  choice,
  composed,
  concatenation,
  known,
  list,
  nullValue,
  numberText,
  object,
  type Place,
  primitiveText,
  unknown,
  type Value,
  withSensitivity,
} from "./value.ts";
import { sizeOf } from "./value-size.ts";

/** The current nesting of evaluation (locals through locals, modules through modules). */
let depth = 0;

/**
 * Evaluates an expression as far as it can be known. Never throws: what Terraform would refuse is `unknown` with the
 * reason "invalid", and what depends on anything outside of the configuration is `unknown` too, or a value with unknown
 * parts.
 */
export function evaluate(expression: Expression, scope: Scope, file: SourceFile): Value {
  if (depth > limits.depth || !scope.declarations.budget.spend(1)) return abandoned(expression, scope, file);
  depth++;
  try {
    return bounded(evaluateKind(expression, scope, file));
  } finally {
    depth--;
  }
}

function abandoned(node: Span, { declarations: { budget } }: Scope, file: SourceFile): Value {
  const at = placeOf(node, file);
  budget.noteSpent(at);
  return unknown("too-large", at);
}

/** The value, unless it is too large. */
function bounded(value: Value): Value {
  if (sizeOf(value) <= limits.valueParts) return value;
  return withSensitivity(unknown("too-large", value.place), value.sensitive);
}

/** The place of a node; `module`: the instance of a module in which it is evaluated. */
export function placeOf(node: Span, file: SourceFile, module?: Declarations): Place {
  return { file, start: node.start, end: node.end, module };
}

function evaluateKind(expression: Expression, scope: Scope, file: SourceFile): Value {
  const at = placeOf(expression, file, scope.declarations);
  switch (expression.kind) {
    case "literal":
      if (expression.value === null) return nullValue(at);
      return isHeld(expression.value, file.slice(expression))
        ? known(expression.value, at)
        : unknown("not-evaluated", at);
    case "template":
      return evaluateTemplate(expression, scope, file);
    case "parentheses":
      return evaluate(expression.inner, scope, file);
    case "tuple":
      return list(
        expression.elements.map((element) => evaluate(element, scope, file)),
        at,
      );
    case "object":
      return evaluateObject(expression, scope, file);
    case "variable":
      return boundValue(scope, expression.name) ?? unknown("invalid", at);
    case "attribute-access":
      return (
        evaluateRoot(expression, scope, file) ?? attribute(whole(expression.object, scope, file), expression.name, at)
      );
    case "index":
      return index(whole(expression.object, scope, file), evaluate(expression.key, scope, file), at);
    case "splat": {
      const each = (element: Value) => evaluate(expression.each, bind(scope, "", element), file);
      return evaluateSplat(evaluate(expression.object, scope, file), each, at);
    }
    case "call":
      return evaluateCall(expression, scope, file);
    case "for":
      return evaluateFor(expression, scope, file);
    case "conditional":
      return evaluateConditional(expression, scope, file);
    case "binary":
      return binary(
        expression.operator,
        evaluate(expression.left, scope, file),
        evaluate(expression.right, scope, file),
        at,
      );
    case "unary": {
      const operand = evaluate(expression.operand, scope, file);
      return withSensitivity(
        expression.operator === "-" ? negation(operand, at) : logicalNot(operand, at),
        operand.sensitive,
      );
    }
  }
}

/**
 * The object of an attribute or index. If it is written out there, an error in another part of it is an error of the
 * whole.
 */
function whole(object: Expression, scope: Scope, file: SourceFile): Value {
  const value = evaluate(object, scope, file);
  const isWritten = object.kind === "tuple" || object.kind === "object";
  return isWritten && knowledgeOf(value).validity === "invalid" ? unknown("invalid", value.place) : value;
}

/** Whether a double represents a number as written: large integers may lose digits. */
function isHeld(value: string | number | boolean, text: string): boolean {
  if (typeof value !== "number" || Number.isSafeInteger(value) || !Number.isInteger(value))
    return value !== Number.POSITIVE_INFINITY;
  return numberText(value) === decimalText(text);
}

function evaluateConditional(
  expression: Extract<Expression, { kind: "conditional" }>,
  scope: Scope,
  file: SourceFile,
): Value {
  const at = placeOf(expression, file, scope.declarations);
  const test = evaluate(expression.condition, scope, file);
  const decided = asBoolean(test);
  if (decided === undefined && whyUndecided(test) === "invalid") return unknown("invalid", at);
  const armOf = (arm: Expression) => evaluate(arm, scope, file);
  const { then, otherwise } = expression;
  if (decided === undefined) {
    const arms = [armOf(then), armOf(otherwise)] as const;
    if (areApart(...arms)) return unknown("invalid", at);
    return withSensitivity(either(...inCommonType(...arms), at), test.sensitive);
  }
  const [taken, left] = decided ? [then, otherwise] : [otherwise, then];
  const value = armOf(taken);
  if (isText(value) && COLLECTIONS.has(left.kind)) return unknown("invalid", at);
  if (!mayConvert(value)) return withSensitivity(value, test.sensitive);
  const other = armOf(left);
  if (areApart(value, other)) return unknown("invalid", at);
  return withSensitivity(inCommonType(value, other)[0], test.sensitive);
}

/** Expressions that make lists or objects, which have no common type with a string. */
const COLLECTIONS: ReadonlySet<Expression["kind"]> = new Set(["tuple", "object", "for"]);

function isText(value: Value): boolean {
  return (
    value.kind === "template" || value.kind === "json" || (value.kind === "known" && typeof value.value === "string")
  );
}

/** Both arms of a conditional with an unknown test; a single value if they are the same. */
function either(then: Value, otherwise: Value, at: Place): Value {
  if (then.kind === "known" && otherwise.kind === "known" && then.value === otherwise.value) return then;
  return choice([then, otherwise], at);
}

/** The value of a template in a file or string, as `templatefile` evaluates it. */
function evaluateTemplate(template: TemplateExpression, scope: Scope, file: SourceFile): Value {
  const [only] = template.parts;
  if (template.parts.length === 1 && only?.kind === "interpolation" && !template.heredoc)
    return evaluate(only.expression, scope, file);
  const at = placeOf(template, file, scope.declarations);
  const pieces: Piece[] = [];
  addPieces(template.parts, scope, file, pieces);
  // directives yield any number of pieces, which cannot be mapped to the template's parts
  const written = pieces.length === template.parts.length ? { template, pieces } : undefined;
  return concatenation(pieces, at, written);
}

type Piece = string | Value;

/** All pieces go to one list: otherwise nested directives would copy theirs at every level. */
function addPieces(parts: readonly TemplatePart[], scope: Scope, file: SourceFile, pieces: Piece[]): void {
  for (const part of parts) {
    switch (part.kind) {
      case "text":
        pieces.push(part.value);
        break;
      case "interpolation":
        pieces.push(textual(evaluate(part.expression, scope, file)));
        break;
      case "if": {
        const condition = evaluate(part.condition, scope, file);
        const decided = asBoolean(condition);
        if (decided === undefined) pieces.push(unknown(whyUndecided(condition), placeOf(part, file)));
        else addPieces(decided ? part.then : part.otherwise, scope, file, pieces);
        break;
      }
      case "for-directive":
        addIterations(part, scope, file, pieces);
    }
  }
}

/** A value in a template; invalid if it cannot be converted to a string. */
function textual(value: Value): Value {
  const isText = value.kind !== "null" && value.kind !== "list" && value.kind !== "object";
  return isText ? value : unknown("invalid", value.place);
}

function addIterations(part: ForDirective, scope: Scope, file: SourceFile, pieces: Piece[]): void {
  const collection = evaluate(part.collection, scope, file);
  const elements = elementsOf(collection);
  if (!elements || elements.open) {
    const isIterable =
      elements || collection.kind === "unknown" || collection.kind === "choice" || collection.kind === "resource";
    pieces.push(unknown(isIterable ? "not-evaluated" : "invalid", placeOf(part, file)));
    return;
  }
  for (const { key, value } of elements.entries) {
    if (pieces.length > limits.valueParts || !scope.declarations.budget.spend(1 + part.body.length)) {
      pieces.push(abandoned(part, scope, file));
      return;
    }
    addPieces(part.body, bindIteration(scope, part, key, value), file, pieces);
  }
}

function evaluateObject(expression: ObjectExpression, scope: Scope, file: SourceFile): Value {
  const entries = new Map<string, Value>();
  const keyPlaces = new Map<string, Place>();
  let open = false;
  for (const item of expression.items) {
    const value = evaluate(item.value, scope, file);
    const key = item.name ?? evaluate(item.key, scope, file);
    const name = typeof key === "string" ? composed(key) : primitiveText(key);
    if (typeof key === "object" && isNoKey(key)) return unknown("invalid", placeOf(item.key, file));
    if (name === undefined) open = true;
    else {
      entries.set(name, value);
      keyPlaces.set(name, placeOf(item.key, file, scope.declarations));
    }
  }
  return { kind: "object", entries, open, keyPlaces, place: placeOf(expression, file, scope.declarations) };
}

function evaluateSplat(value: Value, apply: (element: Value) => Value, at: Place): Value {
  if (value.kind === "null") return list([], at);
  if (value.kind === "choice")
    return choice(
      value.options.map((option) => evaluateSplat(option, apply, at)),
      at,
    );
  if (value.kind === "unknown") return { ...list([], at), open: true, rest: apply(value) };
  if (value.kind !== "list") return list([apply(value)], at);
  const result = list(value.elements.map(apply), at, value.collection === "set" ? "list" : value.collection);
  return value.open ? { ...result, open: true, rest: value.rest && apply(value.rest) } : result;
}

function evaluateCall(call: FunctionCall, scope: Scope, file: SourceFile): Value {
  const at = placeOf(call, file, scope.declarations);
  const name = scope.declarations.functionName(call.name);
  if (name === undefined) return unknown("invalid", at);
  const args = call.args.map((arg) => evaluate(arg, scope, file));
  if (call.expandLast) {
    const last = args.pop();
    if (last?.kind !== "list") return unknown(last && isScalar(last) ? "invalid" : "not-evaluated", at);
    if (last.open) return unknown("not-evaluated", at);
    for (const element of last.elements) args.push(element);
  }
  if (!scope.declarations.budget.spend(args.reduce((size, arg) => size + sizeOf(arg), 0)))
    return abandoned(call, scope, file);
  return callFunction(name, args, callContext(scope, at));
}

/** What a function may use of its surroundings. */
export function callContext({ declarations }: Scope, place: Place): CallContext {
  return {
    place,
    files: declarations.files,
    evaluateTemplate: (file, stretch, variables) => {
      let inner: Scope = { declarations, bindings: undefined };
      for (const [name, value] of variables.entries) inner = bind(inner, name, value);
      const parsed = parseTemplate(file, stretch);
      if (parsed.kind === "broken") return unknown("invalid", { file, ...stretch });
      return evaluateTemplate({ kind: "template", parts: parsed.node, heredoc: true, ...stretch }, inner, file);
    },
    evaluateAlone: (expression, file) => evaluate(expression, nameless(declarations), file),
  };
}

/** A scope without names and functions, as in files of variable values. */
export function nameless({ files, budget }: Pick<Declarations, "files" | "budget">): Scope {
  const refused = (at: Place) => unknown("invalid", at);
  return {
    declarations: {
      variable: (_, at) => refused(at),
      local: (_, at) => refused(at),
      resource: (_mode, _type, _name, at) => refused(at),
      moduleCall: (_, at) => refused(at),
      path: (_, at) => refused(at),
      terraform: (_, at) => refused(at),
      functionName: () => undefined,
      files,
      budget,
    },
    bindings: undefined,
  };
}

/** Renders a template with variables, as `templatestring` does. */
export function renderTemplate(template: Value, variables: Value, scope: Scope, at: Place): Value {
  return callFunction("templatestring", [template, variables], callContext(scope, at));
}

function evaluateFor(expression: ForExpression, scope: Scope, file: SourceFile): Value {
  const collection = evaluate(expression.collection, scope, file);
  if (collection.kind === "choice") {
    return choice(
      collection.options.map((option) => comprehend(expression, option, scope, file)),
      placeOf(expression, file, scope.declarations),
    );
  }
  return withSensitivity(comprehend(expression, collection, scope, file), collection.sensitive);
}

/** The result of a for expression over a collection. */
function comprehend(expression: ForExpression, collection: Value, scope: Scope, file: SourceFile): Value {
  const at = placeOf(expression, file, scope.declarations);
  const elements = elementsOf(collection);
  if (isInvalid(collection) || (!elements && collection.kind !== "unknown")) return unknown("invalid", at);
  if (elements && elements.entries.length > limits.elements) return unknown("too-large", at);
  const visit = (key: Value, value: Value): Iteration => {
    const names = { key: expression.keyVariable, value: expression.valueVariable };
    return iterate(expression, value, bindIteration(scope, names, key, value), file);
  };
  const visited = (elements?.entries ?? []).map(({ key, value }) => visit(key, value));
  const results = visited.filter(({ kept }) => kept);
  const maybe = visited.filter(({ kept }) => kept === undefined).map(({ value }) => value);
  const mayHoldMore = elements?.open ?? true;
  const open = mayHoldMore || maybe.length > 0;
  const restElement = elements?.rest ?? (collection.kind === "unknown" ? collection : unknown("not-evaluated", at));
  if (mayHoldMore) maybe.push(visit(unknown("not-evaluated", at), restElement).value);
  const rest = open ? choice(maybe.length > 0 ? maybe : [unknown("not-evaluated", at)], at) : undefined;
  return expression.key
    ? collectObject(results, { grouped: expression.grouped, open, rest }, at)
    : {
        ...list(
          results.map(({ value }) => value),
          at,
        ),
        open,
        rest,
      };
}

/** The result of a for expression for one element. */
interface Iteration {
  readonly key: Value | undefined;
  readonly value: Value;
  /** Whether its condition keeps the element; undefined if not known. */
  readonly kept: boolean | undefined;
}

function iterate(expression: ForExpression, element: Value, scope: Scope, file: SourceFile): Iteration {
  const condition = expression.condition && evaluate(expression.condition, scope, file);
  const kept = condition ? asBoolean(condition) : true;
  if (condition && kept === undefined && whyUndecided(condition) === "invalid")
    return { key: undefined, value: unknown("invalid", condition.place), kept: true };
  if (kept === false) return { key: undefined, value: element, kept };
  return {
    key: expression.key && evaluate(expression.key, scope, file),
    value: evaluate(expression.value, scope, file),
    kept,
  };
}

function collectObject(
  results: readonly Pick<Iteration, "key" | "value">[],
  { grouped, rest, ...how }: { readonly grouped: boolean; readonly open: boolean; readonly rest: Value | undefined },
  at: Place,
): Value {
  const groups = new Map<string, Value[]>();
  let { open } = how;
  for (const { key, value } of results) {
    const name = key && primitiveText(key);
    const group = name === undefined ? undefined : groups.get(name);
    // a duplicate key is an error without grouping
    if (!key || isNoKey(key) || (group && !grouped)) return unknown("invalid", at);
    if (name === undefined) open = true;
    else if (group) group.push(value);
    else groups.set(name, [value]);
  }
  const entries = new Map<string, Value>();
  for (const [name, values] of groups) {
    const [first] = values;
    if (grouped) entries.set(name, { ...list(values, at), open });
    else if (first) entries.set(name, first);
  }
  return { ...object(entries, at), open, rest };
}

function isScalar({ kind }: Value): boolean {
  return kind === "null" || kind === "known" || kind === "object";
}

/** Whether Terraform refuses a value as the key of an object. */
function isNoKey(key: Value): boolean {
  return key.kind === "null" || key.kind === "list" || key.kind === "object" || isInvalid(key);
}

/** The scope of one iteration, with the names for the key (if it has one) and the value. */
function bindIteration(scope: Scope, names: Pick<ForDirective, "key" | "value">, key: Value, value: Value): Scope {
  const withKey = names.key === undefined ? scope : bind(scope, names.key, key);
  return bind(withKey, names.value, value);
}
