import type { SyntaxNode } from "@lezer/common";
import type { Expression, Statement } from "../syntax.ts";
import { isSdkPackage, sdkFolder } from "./java-packages.ts";
import { childrenOf } from "./syntax-tree.ts";

/** What a file of Java has to know of the others. */
export interface JavaSources {
  /** Whether there is a file for a class with this full name. */
  has(name: string): boolean;
}

const CLASS_NAME = /^[A-Z]/;
/** Names of constants: `TABLE_NAME`. */
const CONSTANT_NAME = /^[A-Z][A-Z0-9_]*$/;
const TYPE_NODES = /^(?:TypeName|ScopedTypeName|GenericType|ArrayType|AnnotatedType)$/;
/** Packages with classes that are called by their bare names here: the standard library. */
const STANDARD = /^java\./;

/** Which classes the type names in a file refer to. */
export class JavaTypes {
  /** Classes of the file by their paths in it: `Orders`, `Orders.Key`. */
  readonly declared = new Set<string>();
  /** Type parameters, which stand for no class. */
  readonly parameters = new Set<string>();
  /** Imports of the classes that were mentioned, by full name. */
  readonly imports = new Map<string, Statement>();
  private readonly text: string;
  private readonly sources: JavaSources;
  private package = "";
  private readonly single = new Map<string, readonly string[]>();
  private readonly onDemand: string[] = [];
  private readonly staticSingle = new Map<string, readonly string[]>();
  private readonly staticOnDemand: (readonly string[])[] = [];

  constructor(text: string, sources: JavaSources) {
    this.text = text;
    this.sources = sources;
  }

  /** Notes the package and the imports of a file, and the classes that it declares. */
  note(top: SyntaxNode): void {
    for (const node of childrenOf(top)) {
      if (node.name === "PackageDeclaration") this.package = this.dottedName(node);
      if (node.name === "ImportDeclaration") this.noteImport(node);
      this.noteClass(node, "");
    }
  }

  private dottedName(node: SyntaxNode): string {
    const named = childrenOf(node).find(({ name }) => name === "ScopedIdentifier" || name === "Identifier");
    return named ? this.slice(named).replaceAll(/\s/g, "") : "";
  }

  private noteImport(node: SyntaxNode): void {
    const name = this.dottedName(node);
    const parts = name.split(".");
    const last = parts.at(-1) ?? "";
    const isOnDemand = node.getChild("Asterisk") !== null;
    const isStatic = node.getChild("static") !== null;
    if (isStatic && isOnDemand) this.staticOnDemand.push(parts);
    else if (isStatic) this.staticSingle.set(last, parts.slice(0, -1));
    else if (isOnDemand) this.onDemand.push(name);
    else this.single.set(last, parts);
  }

  private noteClass(node: SyntaxNode, outer: string): void {
    const named = /^(?:Class|Interface|Enum|Record)Declaration$/.test(node.name) ? node.getChild("Definition") : null;
    const path = named ? `${outer}${this.slice(named)}` : undefined;
    if (path !== undefined) this.declared.add(path);
    for (const { node: parameter } of typeParameters(node)) this.parameters.add(this.slice(parameter));
    for (const body of childrenOf(node))
      if (/Body(?:Declarations)?$/.test(body.name))
        for (const child of childrenOf(body)) {
          this.noteClass(child, path === undefined ? outer : `${path}.`);
          if (child.name === "EnumBodyDeclarations")
            for (const inner of childrenOf(child)) this.noteClass(inner, path === undefined ? outer : `${path}.`);
        }
  }

  /** Whether a node of the grammar is the name of a class. */
  isType({ name }: SyntaxNode): boolean {
    return TYPE_NODES.test(name);
  }

  /** The parts of a type's name: `Outer`, `Inner`. */
  partsOf(node: SyntaxNode): readonly string[] {
    switch (node.name) {
      case "TypeName":
        return [this.slice(node)];
      case "ScopedTypeName":
        return childrenOf(node).flatMap((child) => this.partsOf(child));
      case "GenericType":
      case "AnnotatedType":
        return childrenOf(node)
          .filter((child) => this.isType(child))
          .slice(0, 1)
          .flatMap((child) => this.partsOf(child));
      default:
        return [];
    }
  }

  /** The class that a type is, or nothing for one that is of no interest here; `within`: the class around it. */
  classOf(node: SyntaxNode, within: string): Expression | undefined {
    const parts = this.partsOf(node);
    return parts.length === 0 ? undefined : this.named(parts, within, node.from)?.class;
  }

  /** What a variable of a type holds where nothing else is known of it: an object of a class, or a client. */
  valueOf(node: SyntaxNode, within: string): Expression | undefined {
    const parts = this.partsOf(node);
    const named = parts.length === 0 ? undefined : this.named(parts, within, node.from);
    if (!named || named.rest.length > 0) return undefined;
    const { class: callee, source } = named;
    // what was asked for or is to be asked for has contents that its type does not tell
    const isOfInterest =
      source === undefined || this.isOwn(source) || (isSdkPackage(source) && !/\.model\./.test(source));
    return isOfInterest ? { kind: "call", callee, arguments: [], start: node.from } : undefined;
  }

  /** The class that the first parts of a dotted name refer to, and the parts after it. */
  named(parts: readonly string[], within: string, start: number): NamedClass | undefined {
    const [first = ""] = parts;
    if (this.parameters.has(first)) return undefined;
    const own = this.ownClass(first, within);
    if (own !== undefined) return this.inFile(own, parts.slice(1), start);
    if (!CLASS_NAME.test(first)) {
      const at = parts.findIndex((part) => CLASS_NAME.test(part));
      return at > 0 ? this.imported(parts.slice(0, at + 1), parts.slice(at + 1), start) : undefined;
    }
    const full = this.single.get(first) ?? this.samePackage(first) ?? this.demanded(first);
    if (full) return this.imported(full, parts.slice(1), start);
    // code that a build generates is in no file, like other classes of the package that are not there
    if (this.onDemand.length === 0 && this.package !== "" && !isOfLanguage(first))
      return this.imported([...this.package.split("."), first], parts.slice(1), start);
    return { class: { kind: "name", name: first, start }, rest: parts.slice(1), source: "" };
  }

  /** The classes that a name which nothing in the file declares may be a static member of. */
  staticOwners(name: string, start: number): readonly Expression[] {
    const single = this.staticSingle.get(name);
    const found = single ? [single] : this.staticOnDemand.filter((parts) => this.isOwn(sourceOf(parts)));
    return found.flatMap((parts) => this.named(parts, "", start)?.class ?? []);
  }

  /** Whether a class's name refers to one of the program or of a package, rather than to one of the language. */
  isElsewhere(name: string, within: string): boolean {
    const source = this.named([name], within, 0)?.source;
    return source === undefined || (source !== "" && !STANDARD.test(source));
  }

  private ownClass(name: string, within: string): string | undefined {
    for (let outer = within; outer !== ""; outer = outer.replace(/\.?[^.]*$/, ""))
      if (this.declared.has(`${outer}.${name}`)) return `${outer}.${name}`;
    return this.declared.has(name) ? name : undefined;
  }

  private inFile(path: string, rest: readonly string[], start: number): NamedClass {
    const [next = "", ...others] = rest;
    if (this.declared.has(`${path}.${next}`)) return this.inFile(`${path}.${next}`, others, start);
    return { class: { kind: "name", name: path, start }, rest, source: undefined };
  }

  private samePackage(name: string): readonly string[] | undefined {
    const full = this.package === "" ? name : `${this.package}.${name}`;
    return this.sources.has(full) ? full.split(".") : undefined;
  }

  /**
   * A class out of `import software.amazon.awssdk.services.s3.model.*`, if it can be told which of the packages has it.
   */
  private demanded(name: string): readonly string[] | undefined {
    const own = this.onDemand.find((folder) => this.sources.has(`${folder}.${name}`));
    const folder = own ?? sdkFolder(name, this.onDemand);
    return folder === undefined ? undefined : [...folder.split("."), name];
  }

  private isOwn(source: string): boolean {
    return this.sources.has(source);
  }

  /** `full`: up to a class, which may be an inner one; of the rest, names in camel case are classes too. */
  private imported(full: readonly string[], rest: readonly string[], start: number): NamedClass {
    const inner = rest.findIndex((part) => !CLASS_NAME.test(part) || CONSTANT_NAME.test(part));
    const more = inner < 0 ? rest : rest.slice(0, inner);
    const source = sourceOf(full);
    const outer = source.split(".").length;
    const imported = [full[outer - 1] ?? "", ...full.slice(outer), ...more].join(".");
    const left = rest.slice(more.length);
    if (STANDARD.test(source)) return { class: { kind: "name", name: imported, start }, rest: left, source };
    const local = `${source.slice(0, source.length - (full[outer - 1] ?? "").length)}${imported}`;
    if (!this.imports.has(local))
      this.imports.set(local, { kind: "import", source, names: [{ imported, local }], start });
    return { class: { kind: "name", name: local, start }, rest: left, source };
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}

/** Classes of java.lang that code mentions in expressions (Java SE 21 API, java.lang, 2026-11). */
const LANGUAGE = new Set(
  `Appendable AutoCloseable Boolean Byte CharSequence Character Class ClassLoader Cloneable Comparable Deprecated Double
  Enum Float FunctionalInterface InheritableThreadLocal Integer Iterable Long Math Module Number Object Override Process
  ProcessBuilder Readable Record Runnable Runtime SafeVarargs Short StackWalker StrictMath String StringBuffer
  StringBuilder SuppressWarnings System Thread ThreadGroup ThreadLocal Throwable Void`.split(/\s+/),
);

function isOfLanguage(name: string): boolean {
  return LANGUAGE.has(name) || CONSTANT_NAME.test(name) || /(?:Exception|Error)$/.test(name);
}

/** The class that a name begins with. */
interface NamedClass {
  readonly class: Expression;
  /** The parts of the name after the class. */
  readonly rest: readonly string[];
  /** The full name of the outermost class; undefined for those of the file itself, empty for those of the language. */
  readonly source: string | undefined;
}

/** The full name of the file's class: that of `com.acme.Orders.Key` is `com.acme.Orders`. */
function sourceOf(parts: readonly string[]): string {
  const at = parts.findIndex((part) => CLASS_NAME.test(part));
  return parts.slice(0, at < 0 ? parts.length : at + 1).join(".");
}

function typeParameters(node: SyntaxNode): readonly { readonly node: SyntaxNode }[] {
  const list = node.getChild("TypeParameters");
  return (list?.getChildren("TypeParameter") ?? []).flatMap((parameter) => {
    const named = parameter.getChild("Definition");
    return named ? [{ node: named }] : [];
  });
}
