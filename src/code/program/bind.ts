import { innerExpressions } from "../inner-expressions.ts";
import type {
  CallExpression,
  ClassNode,
  Expression,
  FunctionNode,
  ObjectExpression,
  Parameter,
  ProgramFile,
  Statement,
  Target,
} from "../syntax.ts";
import {
  type Binding,
  type BoundFile,
  type ClassUnit,
  type FunctionUnit,
  type Located,
  type Root,
  Scope,
  type Step,
  type Work,
} from "./scope.ts";

/** Resolves the names of a file: which declaration each of them refers to. */
export function bindFile(file: ProgramFile): BoundFile {
  const bound = {
    file,
    work: emptyWork(),
    exports: new Map(),
    reexports: [],
    functions: new Map(),
    members: new Map(),
    classes: new Map(),
  };
  const withScope = Object.assign(bound, { scope: undefined as unknown as Scope });
  withScope.scope = new Scope(withScope, undefined);
  new Binder(withScope).bind(file);
  return withScope;
}

function emptyWork(): Work {
  return { roots: [], imports: [], registered: [], decorated: [] };
}

/** The context of a statement: its scope and what encloses it. */
interface Surroundings {
  readonly scope: Scope;
  readonly work: Work;
  readonly owner: FunctionUnit | undefined;
}

interface Assignment {
  readonly target: Target;
  readonly value: Expression;
  readonly path: readonly Step[];
  readonly declares: boolean;
}

/** Decorators that leave a function to be called by others, unlike those that register it with a router or the like. */
const PLAIN_DECORATORS: ReadonlySet<string> = new Set([
  ...["capture_lambda_handler", "capture_method", "inject_lambda_context", "log_metrics"],
  ...["cache", "cached", "lru_cache", "retry", "wraps"],
  ...["deleter", "getter", "setter"],
  ...["field_validator", "model_validator", "validator"],
]);

/** A value that is assigned to a member of an object. */
interface MemberAssignment {
  readonly object: Expression;
  readonly name: string;
  readonly value: Located;
}

class Binder {
  private readonly file: BoundFile;
  private readonly toMembers: MemberAssignment[] = [];

  constructor(file: BoundFile) {
    this.file = file;
  }

  /** Binds the names of the file, and records the code that runs with it. */
  bind({ body }: ProgramFile): void {
    const { scope, work } = this.file;
    this.statements(body, { scope, work, owner: undefined });
    // once all classes are known, as what a file declares may be used above
    for (const { object, name, value } of this.toMembers) {
      addTo(this.membersOf(object, value.scope), name, value);
      this.noteMember(name, value.expression);
    }
  }

  private noteMember(name: string | undefined, value: Expression): void {
    const unit = value.kind === "function" ? this.file.functions.get(value.function) : undefined;
    if (unit && name !== undefined) this.file.members.set(name, [...(this.file.members.get(name) ?? []), unit]);
  }

  private statements(statements: readonly Statement[], at: Surroundings): void {
    for (const statement of statements)
      if (statement.kind === "outer-names") for (const name of statement.names) at.scope.outerNames.add(name);
    for (const statement of statements) this.statement(statement, at);
  }

  private statement(statement: Statement, at: Surroundings): void {
    const { scope } = at;
    switch (statement.kind) {
      case "assign":
        this.assignment(statement, at);
        return;
      case "evaluate":
        this.root(statement.expression, at, { isKept: false });
        return;
      case "return":
        at.owner?.returns.push({ expression: statement.value, scope });
        this.root(statement.value, at, { isKept: true });
        return;
      case "function": {
        const unit = this.function(statement.function, scope, undefined);
        scope.bind(statement.name, { kind: "function", function: unit });
        this.decorators(statement.function.decorators, unit, at);
        return;
      }
      case "class": {
        const unit = this.class(statement.class, scope);
        scope.bind(statement.name, { kind: "class", class: unit });
        return;
      }
      case "import":
        this.importNames(statement, at);
        return;
      case "export":
        this.exportValue(statement, at);
        return;
      case "reexport":
        for (const { imported, local } of statement.names)
          this.file.reexports.push({ source: statement.source, imported, local });
        return;
      case "block":
        this.statements(statement.body, { ...at, scope: new Scope(this.file, scope) });
        return;
      case "declare":
        for (const name of statement.names) {
          scope.declare(name);
          bindType(name, statement.type, scope);
        }
        return;
      case "outer-names":
        return;
    }
  }

  private assignment(statement: Extract<Statement, { kind: "assign" }>, at: Surroundings): void {
    const path: Step[] = statement.takes === "element" ? [{ kind: "element", index: undefined }] : [];
    this.assign({ ...statement, path }, at.scope);
    this.root(statement.value, at, { isKept: statement.takes === "value" });
  }

  private exportValue({ name, value }: Extract<Statement, { kind: "export" }>, at: Surroundings): void {
    const known = this.file.exports.get(name) ?? [];
    this.file.exports.set(name, [...known, { expression: value, scope: at.scope }]);
    if (value.kind !== "name") this.root(value, at, { isKept: true });
  }

  private importNames(
    { source, names, start, isOfTypes }: Extract<Statement, { kind: "import" }>,
    { scope, work }: Surroundings,
  ): void {
    for (const { imported, local } of names) if (local !== "*") scope.bind(local, { kind: "import", source, imported });
    if (isOfTypes) return;
    const isEverything = names.some(({ local }) => local === "*");
    if (isEverything) this.file.reexports.push({ source, imported: "*", local: "*" });
    work.imports.push({ source, names: names.map(({ imported }) => imported), start });
  }

  private decorators(decorators: readonly Expression[], unit: FunctionUnit, at: Surroundings): void {
    for (const decorator of decorators) {
      this.root(decorator, at, { isKept: false });
      const { start } = decorator;
      const call: CallExpression = { kind: "call", callee: decorator, arguments: [], start };
      at.work.decorated.push({ call, scope: at.scope, function: unit });
      const named = decorator.kind === "call" ? decorator.callee : decorator;
      if (named.kind === "member" && !PLAIN_DECORATORS.has(named.name)) at.work.registered.push(unit);
    }
  }

  private root(expression: Expression, at: Surroundings, { isKept }: Pick<Root, "isKept">): void {
    at.work.roots.push({ expression, scope: at.scope, isKept });
    this.expression(expression, at.scope);
  }

  /** Binds what an expression declares. */
  private expression(expression: Expression, scope: Scope): void {
    switch (expression.kind) {
      case "function":
        this.function(expression.function, scope, undefined);
        return;
      case "class":
        this.class(expression.class, scope);
        return;
      case "object":
        this.object(expression, scope);
        return;
      case "assignment":
        this.assign({ ...expression, path: [], declares: this.file.file.language === "python" }, scope);
        break;
    }
    for (const inner of innerExpressions(expression)) this.expression(inner, scope);
  }

  /** The functions written in an object are its methods. */
  private object(expression: ObjectExpression, scope: Scope): void {
    const methods = expression.entries.flatMap(({ value }) => (value.kind === "function" ? [value.function] : []));
    for (const method of methods) this.function(method, scope, { expression, scope });
    for (const inner of innerExpressions(expression)) if (inner.kind !== "function") this.expression(inner, scope);
    for (const { key, value } of expression.entries) this.noteMember(key, value);
  }

  private assign({ target, value, path, declares }: Assignment, scope: Scope): void {
    // `self.client, self.table = client, table`
    if (
      target.kind === "elements" &&
      value.kind === "list" &&
      target.elements.some((each) => each?.kind === "member")
    ) {
      for (const [index, each] of target.elements.entries()) {
        const element = value.elements[index];
        if (each && element) this.assign({ target: each, value: element, path, declares }, scope);
      }
      return;
    }
    const bind = (name: string, steps: readonly Step[]) => {
      const binding: Binding = { kind: "value", value: { expression: value, scope }, path: steps };
      ((declares ? undefined : scope.find(name)) ?? scope).bind(name, binding);
    };
    if (target.kind !== "member") eachName(target, path, bind);
    else this.toMembers.push({ ...target, value: { expression: value, scope } });
  }

  /** Where values assigned to the members of an object are kept, if the object has a name. */
  private membersOf(object: Expression, scope: Scope): Map<string, Located[]> | undefined {
    if (object.kind === "name") {
      const { name } = object;
      return classOf(name, scope)?.fields ?? tableIn((scope.find(name) ?? this.file.scope).members, name);
    }
    // `this.clients[region] = …`
    const owner = object.kind === "member" && object.object.kind === "name" && classOf(object.object.name, scope);
    return owner ? tableIn(owner.members, object.name) : undefined;
  }

  /** `owner`: the class or the object whose method it is. */
  private function(node: FunctionNode, outer: Scope, owner: ClassUnit | Located | undefined): FunctionUnit {
    const scope = new Scope(this.file, outer);
    const unit: FunctionUnit = { node, scope, work: emptyWork(), returns: [] };
    this.file.functions.set(node, unit);
    if (owner && "methods" in owner) {
      if (node.self !== undefined) scope.bind(node.self, { kind: "self", class: owner, method: unit });
      scope.bind("super", { kind: "super", class: owner, method: unit });
    } else if (owner && node.self !== undefined) scope.bind(node.self, { kind: "value", value: owner, path: [] });
    for (const [index, parameter] of node.parameters.entries()) this.parameter(parameter, index, unit);
    this.statements(node.body, { scope, work: unit.work, owner: unit });
    return unit;
  }

  private parameter(parameter: Parameter, index: number, unit: FunctionUnit): void {
    eachName(parameter.target, [], (name, path) =>
      unit.scope.bind(name, { kind: "parameter", function: unit, parameter, index, path }),
    );
    if (parameter.name !== undefined) bindType(parameter.name, parameter.type, unit.scope);
    if (parameter.fallback) this.expression(parameter.fallback, unit.scope.outer ?? unit.scope);
  }

  private class(node: ClassNode, scope: Scope): ClassUnit {
    const unit: ClassUnit = { node, scope, methods: new Map(), fields: new Map(), members: new Map() };
    this.file.classes.set(node, unit);
    for (const [name, method] of node.methods) unit.methods.set(name, this.function(method, scope, unit));
    const made = unit.methods.get("constructor");
    for (const { name, value } of node.fields) {
      // `constructor(private client: S3Client)`
      const isParameter = value.kind === "name" && made?.scope.bindings.has(value.name) && value.name === name;
      const at = isParameter && made ? made.scope : scope;
      unit.fields.set(name, [...(unit.fields.get(name) ?? []), { expression: value, scope: at }]);
      this.expression(value, at);
    }
    for (const base of node.bases) this.expression(base, scope);
    return unit;
  }
}

function bindType(name: string, type: Expression | undefined, scope: Scope): void {
  if (type) scope.bind(name, { kind: "type", value: { expression: type, scope } });
}

/** The class that a name refers to, or, within a method, the class whose instance it is. */
function classOf(name: string, scope: Scope): ClassUnit | undefined {
  for (const binding of scope.find(name)?.bindings.get(name) ?? [])
    if (binding.kind === "self" || binding.kind === "class") return binding.class;
  return undefined;
}

function tableIn(tables: Map<string, Map<string, Located[]>>, name: string): Map<string, Located[]> {
  const table = tables.get(name) ?? new Map<string, Located[]>();
  tables.set(name, table);
  return table;
}

function addTo(members: Map<string, Located[]> | undefined, name: string, value: Located): void {
  members?.set(name, [...(members.get(name) ?? []), value]);
}

function eachName(target: Target, path: readonly Step[], bind: (name: string, path: readonly Step[]) => void): void {
  switch (target.kind) {
    case "name":
      bind(target.name, path);
      return;
    case "entries":
      for (const { key, target: inner, fallback } of target.entries)
        eachName(inner, [...path, { kind: "entry", name: key, fallback }], bind);
      if (target.rest !== undefined) bind(target.rest, [...path, { kind: "rest" }]);
      return;
    case "elements":
      for (const [index, inner] of target.elements.entries())
        if (inner) eachName(inner, [...path, { kind: "element", index }], bind);
      return;
    case "member":
      return;
  }
}
