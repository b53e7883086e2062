import { innerExpressions } from "../inner-expressions.ts";
import type { ClassNode, Expression, FunctionNode, Statement, Target } from "../syntax.ts";

/**
 * Statements in which functions that are used as classes are classes: those with methods on their prototype, and those
 * with a capital first letter that set members of `this`.
 */
export function withPrototypes(statements: readonly Statement[]): readonly Statement[] {
  const made = new Map<string, Made>();
  for (const statement of statements) {
    const written = constructorIn(statement);
    if (written) made.set(written.name, written);
  }
  if (made.size === 0) return statements;
  const rest = statements.filter((statement) => !isMember(statement, made));
  return rest.map((statement) => {
    const written = made.get(constructorIn(statement)?.name ?? "");
    return written && isClass(written) ? classStatement(written, statement) : statement;
  });
}

/** A function that may be a class, with what is on its prototype. */
interface Made {
  readonly name: string;
  readonly function: FunctionNode;
  readonly members: { readonly name: string; readonly value: Expression }[];
  readonly bases: Expression[];
}

function constructorIn(statement: Statement): Made | undefined {
  if (statement.kind === "function") return madeOf(statement.name, statement.function);
  if (statement.kind !== "assign" || statement.target.kind !== "name" || statement.value.kind !== "function")
    return undefined;
  return madeOf(statement.target.name, statement.value.function);
}

function madeOf(name: string, written: FunctionNode): Made {
  return { name, function: written, members: [], bases: [] };
}

function isClass({ name, function: written, members, bases }: Made): boolean {
  return members.length > 0 || bases.length > 0 || (/^[A-Z]/.test(name) && written.body.some(setsThis));
}

function setsThis(statement: Statement): boolean {
  if (statement.kind === "block") return statement.body.some(setsThis);
  return statement.kind === "assign" && statement.target.kind === "member" && isName(statement.target.object, "this");
}

/** Notes what a statement says of a prototype; whether it says nothing else. */
function isMember(statement: Statement, made: ReadonlyMap<string, Made>): boolean {
  if (statement.kind === "assign" && statement.target.kind === "member")
    return isAssigned(statement.target, statement.value, made);
  return (
    statement.kind === "evaluate" && statement.expression.kind === "call" && isExtended(statement.expression, made)
  );
}

function isAssigned(
  { object, name }: Extract<Target, { kind: "member" }>,
  value: Expression,
  made: ReadonlyMap<string, Made>,
): boolean {
  // `Store.prototype.find = function (id) { … }`
  const owner = made.get(prototypeOwner(object) ?? "");
  if (owner) {
    if (name !== "constructor") owner.members.push({ name, value });
    return true;
  }
  const whole = object.kind === "name" && name === "prototype" ? made.get(object.name) : undefined;
  if (!whole) return false;
  // `Store.prototype = { find() { … } }`, `Store.prototype = Object.create(Base.prototype)`
  if (value.kind === "object") addEntries(whole, value);
  else whole.bases.push(...innerExpressions(value).flatMap(baseOf));
  return true;
}

/**
 * `Object.assign(Store.prototype, { … })`, `util.inherits(Store, Base)`, `Object.setPrototypeOf(…, Base.prototype)`.
 */
function isExtended(call: Extract<Expression, { kind: "call" }>, made: ReadonlyMap<string, Made>): boolean {
  const { callee } = call;
  const name = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
  const [first, ...others] = call.arguments.map(({ value }) => value);
  if (!first) return false;
  if (name === "inherits" && first.kind === "name") {
    const owner = made.get(first.name);
    if (!owner) return false;
    owner.bases.push(...others.slice(0, 1));
    return true;
  }
  const owner = made.get(prototypeOwner(first) ?? "");
  if (!owner || !/^(?:assign|setPrototypeOf)$/.test(name)) return false;
  for (const other of others) {
    if (other.kind === "object") addEntries(owner, other);
    else owner.bases.push(...baseOf(other));
  }
  return true;
}

function addEntries({ members }: Made, { entries }: Extract<Expression, { kind: "object" }>): void {
  for (const { key, value } of entries)
    if (key !== undefined && key !== "constructor") members.push({ name: key, value });
}

/** `Base` of `Base.prototype`. */
function baseOf(expression: Expression): readonly Expression[] {
  return expression.kind === "member" && expression.name === "prototype" ? [expression.object] : [];
}

function prototypeOwner(expression: Expression): string | undefined {
  const [base] = baseOf(expression);
  return base?.kind === "name" ? base.name : undefined;
}

function isName(expression: Expression, name: string): boolean {
  return expression.kind === "name" && expression.name === name;
}

function classStatement({ name, function: written, members, bases }: Made, { start }: Statement): Statement {
  const methods = new Map<string, FunctionNode>([["constructor", { ...written, self: "this" }]]);
  for (const { name: key, value } of members)
    if (value.kind === "function") methods.set(key, { ...value.function, self: "this" });
  const fields = members.filter(({ value }) => value.kind !== "function");
  const node: ClassNode = { name, bases, methods, fields, start };
  return { kind: "class", name, class: node, start };
}
