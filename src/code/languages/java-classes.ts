import type { SyntaxNode } from "@lezer/common";
import type { ClassNode, Expression, FunctionNode, Parameter, Statement } from "../syntax.ts";
import { fieldParameter } from "./field-constructor.ts";
import { constructorOf, getter, returning } from "./java-accessors.ts";
import { JavaFunctions, type JavaReaders } from "./java-functions.ts";
import { addGenerated } from "./java-lombok.ts";
import { annotationNames, isStatic, type Members, membersOf } from "./java-members.ts";
import { type JavaClass, THIS } from "./java-names.ts";
import { overloaded } from "./java-overloads.ts";
import { typeIn } from "./java-statements.ts";
import { childrenOf } from "./syntax-tree.ts";

/** Reads the classes of a file of Java. */
export class JavaClasses {
  private readonly text: string;
  private readonly at: JavaReaders;
  readonly functions: JavaFunctions;

  constructor(text: string, at: JavaReaders) {
    this.text = text;
    this.at = at;
    this.functions = new JavaFunctions(text, at);
  }

  /** A class with those inside of it, each as a statement of the file. */
  declared(node: SyntaxNode): readonly Statement[] {
    const named = node.getChild("Definition");
    const body = childrenOf(node).find(({ name }) => /^(?:Class|Interface|Enum|Record)Body$/.test(name));
    if (!named || !body) return [];
    const outer = this.at.names.path;
    const written = this.slice(named);
    const path = outer === "" ? written : `${outer}.${written}`;
    const { class: own, inner } = this.read(node, body, path, this.basesOf(node));
    return [{ kind: "class", name: path, class: own, start: node.from }, ...inner];
  }

  /** The class of `new Runnable() { … }`. */
  anonymous(body: SyntaxNode, base: Expression | undefined): ClassNode {
    return this.read(body, body, "", base ? [base] : []).class;
  }

  /** What a class extends and implements. */
  private basesOf(node: SyntaxNode): readonly Expression[] {
    const { types, names } = this.at;
    const lists = ["Superclass", "SuperInterfaces", "ExtendsInterfaces"].flatMap((name) => node.getChildren(name));
    return lists
      .flatMap((list) => [...childrenOf(list), ...list.getChildren("InterfaceTypeList").flatMap(childrenOf)])
      .filter((child) => types.isType(child))
      .flatMap((child) => types.classOf(child, names.path) ?? []);
  }

  private read(
    node: SyntaxNode,
    body: SyntaxNode,
    path: string,
    bases: readonly Expression[],
  ): { readonly class: ClassNode; readonly inner: readonly Statement[] } {
    const members = membersOf(body);
    const components = childrenOf(node.getChild("RecordHeader") ?? node).filter(
      ({ name }) => name === "RecordComponent",
    );
    const isAbstract = node.name === "InterfaceDeclaration" || node.getChild("Modifiers")?.getChild("abstract") != null;
    const own = this.namesOf(path, members, components, bases.length > 0 || node.name === "EnumDeclaration");
    return this.at.names.withinClass(own, () => {
      const found: Members = { methods: [], fields: [], types: new Map(), inner: [] };
      for (const member of members) this.member(member, path, found);
      if (node.name === "RecordDeclaration") this.components(components, members, found, node.from);
      addGenerated(found, node, members, this.text);
      const { fields, types, inner } = found;
      const class_ = {
        name: path || undefined,
        bases,
        methods: overloaded(found.methods),
        isAbstract,
        fields,
        types,
        start: node.from,
      };
      return { class: class_, inner };
    });
  }

  /** The names of the members of a class. */
  private namesOf(
    path: string,
    members: readonly SyntaxNode[],
    components: readonly SyntaxNode[],
    inherits: boolean,
  ): JavaClass {
    const fields = new Map<string, boolean>();
    const methods = new Map<string, boolean>();
    for (const member of members) {
      const named = member.getChild("Definition");
      const constant = member.name === "ConstantDeclaration" || member.name === "EnumConstant";
      if (member.name === "MethodDeclaration" && named) methods.set(this.slice(named), isStatic(member));
      if (member.name === "EnumConstant" && named) fields.set(this.slice(named), true);
      for (const each of member.getChildren("VariableDeclarator")) {
        const name = each.getChild("Definition");
        if (name) fields.set(this.slice(name), constant || isStatic(member));
      }
    }
    for (const component of components) {
      const named = component.getChild("Definition");
      if (named) fields.set(this.slice(named), false);
    }
    return { path, fields, methods, inherits };
  }

  private member(node: SyntaxNode, path: string, found: Members): void {
    switch (node.name) {
      case "FieldDeclaration":
      case "ConstantDeclaration":
        this.fields(node, found);
        return;
      case "MethodDeclaration":
      case "ConstructorDeclaration":
        this.method(node, found);
        return;
      case "StaticInitializer":
      case "Block":
        this.initializer(node, found);
        return;
      case "EnumConstant":
        this.constant(node, path, found);
        return;
      default:
        found.inner.push(...this.declared(node));
    }
  }

  private fields(node: SyntaxNode, { fields, types }: Members): void {
    const type = typeIn(node, this.at.types);
    const typed = type && this.functions.typed(type);
    for (const each of node.getChildren("VariableDeclarator")) {
      const named = each.getChild("Definition");
      const value = childrenOf(each).findLast((child) => this.at.expressions.isExpression(child));
      if (!named) continue;
      const name = this.slice(named);
      if (typed) types.set(name, typed);
      fields.push(...this.parameterReads(node, name));
      if (value && value.name !== "null") fields.push({ name, value: this.at.expressions.read(value) });
    }
  }

  /** `@SSMParam(key = "/orders/limit")` sets a field to what a function of the annotation would return. */
  private parameterReads(node: SyntaxNode, name: string): Members["fields"] {
    const { types, names, expressions } = this.at;
    return (node.getChild("Modifiers")?.getChildren("Annotation") ?? []).flatMap((annotation) => {
      const [annotated = ""] = annotationNames(annotation, this.text);
      const start = annotation.from;
      const key = (annotation.getChild("AnnotationArgumentList") ?? annotation)
        .getChildren("ElementValuePair")
        .find((pair) => /^key\s*=/.test(this.slice(pair)));
      const value = key && childrenOf(key).findLast((child) => expressions.isExpression(child));
      if (!value || !/Param$/.test(annotated)) return [];
      const object = types.named([annotated], names.path, start)?.class;
      if (!object) return [];
      const callee: Expression = { kind: "member", object, name: "get", count: 1, start };
      const passed = [{ name: undefined, value: expressions.read(value), isSpread: false }];
      return [{ name, value: { kind: "call", callee, arguments: passed, start } }];
    });
  }

  private method(node: SyntaxNode, { methods }: Members): void {
    const named = node.getChild("Definition");
    const isConstructor = node.name === "ConstructorDeclaration";
    // what is only declared is looked for in the classes that implement it
    if (!named || !(node.getChild("Block") ?? node.getChild("ConstructorBody"))) return;
    const fixed = isStatic(node);
    const read = this.at.names.withinMethod(fixed, () => this.functions.functionOf(node, fixed ? undefined : THIS));
    methods.push({ name: isConstructor ? "constructor" : this.slice(named), node: read });
  }

  /** Code that runs when the class is loaded, or an object is made. */
  private initializer(node: SyntaxNode, { fields }: Members): void {
    const start = node.from;
    const block = node.name === "Block" ? node : node.getChild("Block");
    if (!block) return;
    const body = this.at.names.within(() => this.at.statements.body(block));
    const run: FunctionNode = {
      name: undefined,
      parameters: [],
      body,
      self: undefined,
      isProperty: false,
      decorators: [],
      start,
    };
    const callee: Expression = { kind: "function", function: run, start };
    fields.push({ name: "{}", value: { kind: "call", callee, arguments: [], start } });
  }

  private constant(node: SyntaxNode, path: string, { fields }: Members): void {
    const named = node.getChild("Definition");
    if (!named) return;
    const start = node.from;
    const passed = this.at.expressions.argumentsOf(node.getChild("ArgumentList"));
    const own: Expression = { kind: "name", name: path, start };
    const body = node.getChild("ClassBody");
    const written = body ? this.anonymous(body, own) : undefined;
    const methods = new Map(written?.methods).set(
      "name",
      returning("name", { kind: "text", value: this.slice(named), start }),
    );
    const own_: ClassNode = { name: undefined, bases: [own], fields: [], start, ...written, methods };
    const callee: Expression = { kind: "class", class: own_, start };
    fields.push({ name: this.slice(named), value: { kind: "call", callee, arguments: passed, start } });
  }

  /** The constructor and the methods that a record has for its components. */
  private components(
    components: readonly SyntaxNode[],
    members: readonly SyntaxNode[],
    { methods, types }: Members,
    start: number,
  ): void {
    const parameters = components.flatMap((component): readonly Parameter[] => {
      const named = component.getChild("Definition");
      const type = typeIn(component, this.at.types);
      const typed = type && this.functions.typed(type);
      if (!named) return [];
      const name = this.slice(named);
      if (typed) types.set(name, typed);
      if (!methods.some((each) => each.name === name)) methods.push({ name, node: getter(name, name, start) });
      return [{ ...fieldParameter(name, undefined), type: typed }];
    });
    const compact = members.find(({ name }) => name === "CompactConstructorDeclaration");
    const block = compact?.getChild("Block");
    const made = constructorOf(parameters, start);
    const body = !block
      ? made.body
      : this.at.names.withinMethod(false, () => {
          for (const { name } of parameters) if (name !== undefined) this.at.names.declare(name);
          return [...this.at.statements.body(block), ...made.body];
        });
    methods.push({ name: "constructor", node: { ...made, body } });
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}
