import {
  decimalText,
  type Expression,
  type ForDirective,
  type ForExpression,
  type FunctionCall,
  type LiteralExpression,
  type ObjectExpression,
  parseTemplate,
  type SourceFile,
  type Span,
  type TemplateExpression,
  type TemplatePart,
} from "../../hcl/index.ts";
import { limits } from "../../limits.ts";
import { type CallContext, callFunction } from "../functions/index.ts";
import { knowledgeOf } from "../functions/knowledge.ts";
import {
  choice,
  composed,
  concatenation,
  known,
  list,
  nullValue,
  numberText,
  type Place,
  primitiveText,
  unknown,
  type Value,
  withSensitivity,
} from "../values/value.ts";
import { sizeOf } from "../values/value-size.ts";
import { comprehend, type Iteration, isNoKey } from "./comprehension.ts";
import { conditionalValue } from "./conditional.ts";
import { nameless } from "./nameless-scope.ts";
import { asBoolean, binary, logicalNot, negation, whyUndecided } from "./operators.ts";
import { evaluateRoot } from "./root-names.ts";
import { bind, boundValue, type Declarations, type Scope } from "./scope.ts";
import { attribute, elementsOf, index } from "./traversal.ts";

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
      return literalValue(expression, file, at);
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

function literalValue({ value, ...span }: LiteralExpression, file: SourceFile, at: Place): Value {
  if (value === null) return nullValue(at);
  return isHeld(value, file.slice(span)) ? known(value, at) : unknown("not-evaluated", at);
}

/** Whether a double represents a number as written: large integers may lose digits. */
function isHeld(value: string | number | boolean, text: string): boolean {
  if (typeof value !== "number" || Number.isSafeInteger(value) || !Number.isInteger(value))
    return value !== Number.POSITIVE_INFINITY;
  return numberText(value) === decimalText(text);
}

function evaluateConditional(
  { condition, then, otherwise, ...span }: Extract<Expression, { kind: "conditional" }>,
  scope: Scope,
  file: SourceFile,
): Value {
  const at = placeOf(span, file, scope.declarations);
  const armOf = (arm: Expression) => evaluate(arm, scope, file);
  return conditionalValue(evaluate(condition, scope, file), { then, otherwise }, armOf, at);
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

/** Renders a template with variables, as `templatestring` does. */
export function renderTemplate(template: Value, variables: Value, scope: Scope, at: Place): Value {
  return callFunction("templatestring", [template, variables], callContext(scope, at));
}

function evaluateFor(expression: ForExpression, scope: Scope, file: SourceFile): Value {
  const at = placeOf(expression, file, scope.declarations);
  const names = { key: expression.keyVariable, value: expression.valueVariable };
  const visit = (key: Value, value: Value) => iterate(expression, value, bindIteration(scope, names, key, value), file);
  const collection = evaluate(expression.collection, scope, file);
  if (collection.kind === "choice")
    return choice(
      collection.options.map((option) => comprehend(expression, option, visit, at)),
      at,
    );
  return withSensitivity(comprehend(expression, collection, visit, at), collection.sensitive);
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

function isScalar({ kind }: Value): boolean {
  return kind === "null" || kind === "known" || kind === "object";
}

/** The scope of one iteration, with the names for the key (if it has one) and the value. */
function bindIteration(scope: Scope, names: Pick<ForDirective, "key" | "value">, key: Value, value: Value): Scope {
  const withKey = names.key === undefined ? scope : bind(scope, names.key, key);
  return bind(withKey, names.value, value);
}
