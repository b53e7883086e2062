import type { SyntaxNode } from "@lezer/common";
import type { ClassNode, Expression, FunctionNode, Parameter, SourceText, Statement } from "../syntax.ts";
import { fieldConstructor, fieldParameter } from "./field-constructor.ts";
import { GoExpressions } from "./go-expressions.ts";
import { fieldVariable } from "./go-field-tags.ts";
import { GoNames, packageName, usualName } from "./go-names.ts";
import { declarationSpecs, type GoPackage, typeSpecs } from "./go-package.ts";
import { GoStatements } from "./go-statements.ts";
import { childrenOf } from "./syntax-tree.ts";

/** Reads a file of a package of Go. */
export class GoReader {
  private readonly text: string;
  private readonly start: number;
  private readonly own: GoPackage;
  private readonly names: GoNames;
  private readonly expressions: GoExpressions;
  private readonly statements: GoStatements;

  constructor(source: SourceText, own: GoPackage) {
    this.text = source.text;
    this.start = source.start;
    this.own = own;
    this.names = new GoNames(own.variables);
    this.expressions = new GoExpressions(source, this.names, own, (node) => this.functionOf(node, undefined));
    this.statements = new GoStatements(source, { own, names: this.names, expressions: this.expressions });
  }

  file(top: SyntaxNode): readonly Statement[] {
    const imports = top.getChildren("ImportDecl").flatMap((node) => this.imports(node));
    return [...imports, ...childrenOf(top).flatMap((node) => this.declaration(node))];
  }

  private imports(node: SyntaxNode): readonly Statement[] {
    return declarationSpecs(node, "ImportSpec").flatMap((spec): readonly Statement[] => {
      const path = spec.getChild("String");
      if (!path) return [];
      const source = this.expressions.stringOf(path);
      const given = spec.getChild("DefName");
      this.names.imports.set(given ? this.slice(given) : usualName(source), source);
      return [importOf(source, this.at(spec))];
    });
  }

  private declaration(node: SyntaxNode): readonly Statement[] {
    switch (node.name) {
      case "FunctionDecl":
        return this.functionDeclaration(node);
      case "MethodDecl":
        this.method(node);
        return [];
      case "TypeDecl":
        return typeSpecs(node).flatMap((spec) => this.type(spec));
      case "ConstDecl":
      case "VarDecl":
        return this.statements.statement(node);
      default:
        return [];
    }
  }

  private functionDeclaration(node: SyntaxNode): readonly Statement[] {
    const named = node.getChild("DefName");
    const value = this.functionOf(node, undefined);
    const start = this.at(node);
    if (!named) return [];
    const name = this.slice(named);
    if (name !== "init") return [{ kind: "function", name, function: value, start }];
    // of these there may be several, which run when the package is loaded
    const callee: Expression = { kind: "function", function: value, start };
    return [{ kind: "evaluate", expression: { kind: "call", callee, arguments: [], start }, start }];
  }

  private method(node: SyntaxNode): void {
    const [receiver] = node.getChildren("Parameters");
    const parameter = receiver?.getChild("Parameter");
    const type = parameter && childrenOf(parameter).find((child) => this.expressions.types.isType(child));
    const named = node.getChild("FieldName");
    if (!parameter || !type || !named) return;
    const self = parameter.getChild("DefName");
    const method = this.functionOf(node, self ? this.slice(self) : undefined);
    this.own.methodsOf(this.slice(this.expressions.types.bare(type))).set(this.slice(named), method);
  }

  private functionOf(node: SyntaxNode, self: string | undefined): FunctionNode {
    const lists = node.getChildren("Parameters");
    const [own, results] = node.name === "MethodDecl" ? lists.slice(1) : lists;
    const named = node.getChild("DefName");
    const block = node.getChild("Block");
    return this.names.within(() => {
      if (self !== undefined) this.names.declare(self);
      const parameters = own ? this.parametersOf(own) : [];
      const given = results ? this.parametersOf(results) : [];
      const start = this.at(node);
      const declared = given.flatMap(({ name, type }): readonly Statement[] =>
        name === undefined || name === "_" ? [] : [{ kind: "declare", names: [name], type, start }],
      );
      const resultNames = given.map(({ name }) => name ?? "_").filter((name) => name !== "_");
      const body = block ? this.statements.body(block, resultNames) : [];
      return {
        name: named ? this.slice(named) : undefined,
        parameters,
        body: [...declared, ...body],
        self,
        isProperty: false,
        decorators: [],
        start,
      };
    });
  }

  private parametersOf(list: SyntaxNode): readonly Parameter[] {
    return list.getChildren("Parameter").flatMap((node) => {
      const type = childrenOf(node).find((child) => this.expressions.types.isType(child));
      const rest = node.getChild("...") ? "list" : undefined;
      const names = node.getChildren("DefName").map((child) => this.slice(child));
      return (names.length === 0 ? ["_"] : names).map((name): Parameter => {
        this.names.declare(name, type && this.expressions.types.ownName(type));
        const declared = type && this.expressions.types.valueOf(type);
        return { target: { kind: "name", name }, name, fallback: undefined, rest, type: rest ? undefined : declared };
      });
    });
  }

  private type(spec: SyntaxNode): readonly Statement[] {
    const [named] = childrenOf(spec);
    if (!named) return [];
    const name = this.slice(named);
    const start = this.at(spec);
    const body = spec.getChild("StructType")?.getChild("StructBody");
    const methods = spec.getChild("InterfaceType")?.getChild("InterfaceBody");
    const kind = this.own.types.get(name);
    if (methods) return [classStatement(name, { ...this.classOf(name, start), bases: this.interfaceBases(methods) })];
    if (body) return this.struct(name, body);
    if (kind === "map" || kind === "list" || this.own.methodsOf(name).size === 0) return [sameValue(name, start)];
    return [classStatement(name, this.classOf(name, start))];
  }

  private classOf(name: string, start: number): ClassNode {
    return { name, bases: [], methods: this.own.methodsOf(name), fields: [], start };
  }

  private struct(name: string, body: SyntaxNode): readonly Statement[] {
    const { types } = this.expressions;
    const bases: Expression[] = [];
    const fields: { name: string; value: Expression }[] = [];
    const declared = new Map<string, Expression>();
    const parameters: Parameter[] = [];
    for (const field of body.getChildren("FieldDecl")) {
      const type = childrenOf(field).findLast((child) => types.isType(child));
      const names = field.getChildren("FieldName").map((child) => this.slice(child));
      const base = type && names.length === 0 ? types.baseOf(type) : undefined;
      if (base) bases.push(base);
      const embedded = type && this.slice(types.bare(type)).replace(/^.*\./, "");
      const value = type && types.valueOf(type);
      const tag = field.getChild("String");
      const variable = tag && fieldVariable(this.expressions.stringOf(tag), this.at(tag));
      for (const each of names.length > 0 || embedded === undefined ? names : [embedded]) {
        parameters.push(fieldParameter(each, undefined));
        if (value) declared.set(each, value);
        if (variable) fields.push({ name: each, value: variable });
      }
    }
    const start = this.at(body);
    this.own.methodsOf(name).set("__init__", fieldConstructor(parameters, start));
    const node = { ...this.classOf(name, start), bases, fields, types: declared };
    return [...(fields.length > 0 ? [importOf("os", start)] : []), classStatement(name, node)];
  }

  /** What implements an interface with the methods of a client is a client. */
  private interfaceBases(body: SyntaxNode): readonly Expression[] {
    const { types } = this.expressions;
    const start = this.at(body);
    const clients = new Map<string, Expression>();
    for (const method of body.getChildren("MethodElem")) {
      const named = method.getChild("FieldName");
      const parameters = method.getChild("Parameters")?.getChildren("Parameter") ?? [];
      for (const parameter of parameters) {
        const type = childrenOf(parameter).find((child) => types.isType(child));
        const foreign = type && types.foreign(type);
        if (!foreign || !named || foreign.name !== `${this.slice(named)}Input`) continue;
        const callee = types.member({ source: foreign.source, name: "New" }, start);
        clients.set(foreign.source, { kind: "call", callee, arguments: [], start });
      }
    }
    const embedded = childrenOf(body).flatMap((child) => {
      const inner = child.name === "TypeElem" ? child.firstChild : child;
      const base = inner && types.isType(inner) ? types.baseOf(inner) : undefined;
      return base ? [base] : [];
    });
    return [...clients.values(), ...embedded];
  }

  private at(node: SyntaxNode): number {
    return this.start + node.from;
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}

function importOf(source: string, start: number): Statement {
  return { kind: "import", source, names: [{ imported: "*", local: packageName(source) }], start };
}

function classStatement(name: string, node: ClassNode): Statement {
  return { kind: "class", name, class: node, start: node.start };
}

/** A type that only renames another one: a conversion to it returns the value unchanged. */
function sameValue(name: string, start: number): Statement {
  const parameter = fieldParameter("value", undefined);
  const body: readonly Statement[] = [{ kind: "return", value: { kind: "name", name: "value", start }, start }];
  const made = { name, parameters: [parameter], body, self: undefined, isProperty: false, decorators: [], start };
  return { kind: "function", name, function: made, start };
}
