import type { BoundFile } from "../program/scope.ts";
import type { Evaluator } from "./evaluator.ts";
import { type CodeValue, UNKNOWN } from "./value.ts";

/** How the evaluator finds other files. */
export interface Imports {
  /** The file that an import refers to; undefined for a package or a missing file. */
  resolve(source: string, from: BoundFile | undefined): BoundFile | undefined;
  /** In Java the files with classes that extend or implement one of a name; undefined if these are not known. */
  extending?(name: string): readonly BoundFile[] | undefined;
}

/** What the names of other files and of packages refer to. */
export class Exports {
  readonly imports: Imports;
  private readonly evaluator: Evaluator;
  private readonly inProgress = new Set<string>();

  constructor(imports: Imports, evaluator: Evaluator) {
    this.imports = imports;
    this.evaluator = evaluator;
  }

  /** What a file exports under a name. */
  of(file: BoundFile, name: string): readonly CodeValue[] {
    const guard = `${file.file.path} ${name}`;
    if (this.inProgress.has(guard)) return [];
    this.inProgress.add(guard);
    const values = this.find(file, name);
    this.inProgress.delete(guard);
    return values;
  }

  private find(file: BoundFile, name: string): readonly CodeValue[] {
    const located = file.exports.get(name);
    if (located) return located.flatMap((each) => this.evaluator.evaluate({ ...each, frame: undefined }));
    const whole = file.exports.get("*") ?? [];
    const within = whole
      .flatMap((each) => this.evaluator.evaluate({ ...each, frame: undefined }))
      .flatMap((value) => this.evaluator.member(value, name))
      .filter(({ kind }) => kind !== "unknown");
    if (within.length > 0) return within;
    if (file.file.language !== "javascript" && file.scope.bindings.has(name))
      return this.evaluator.names.values(name, file.scope, undefined);
    const again = file.reexports
      .filter(({ local }) => local === name || local === "*")
      .flatMap(({ source, imported, local }) =>
        this.imported(source, local === "*" ? name : imported, file).filter(({ kind }) => kind !== "unknown"),
      );
    if (again.length > 0) return again;
    // `import db from "../db.cjs"`: everything that the file exports
    return name === "default" && file.exports.size > 0 ? [{ kind: "module", file }] : [UNKNOWN];
  }

  /** What an import yields: a name in another file of the program, or in a package. */
  imported(source: string, name: string, from: BoundFile): readonly CodeValue[] {
    const file = this.imports.resolve(source, from);
    if (file) return name === "*" ? [{ kind: "module", file }] : this.fromFile(file, source, name, from);
    const submodule =
      from.file.language === "python" ? this.imports.resolve(joinPython(source, name), from) : undefined;
    if (submodule) return [{ kind: "module", file: submodule }];
    const whole: CodeValue = { kind: "external", source, path: [] };
    return name === "*" ? [whole] : this.evaluator.member(whole, name);
  }

  private fromFile(file: BoundFile, source: string, name: string, from: BoundFile): readonly CodeValue[] {
    const values = this.of(file, name);
    if (from.file.language !== "python" || values.some(({ kind }) => kind !== "unknown")) return values;
    const submodule = this.imports.resolve(joinPython(source, name), from);
    return submodule ? [{ kind: "module", file: submodule }] : values;
  }

  /** A name in a package, or a file of the program in a folder that acts as one (`lib.tables` in Python). */
  ofPackage(value: Extract<CodeValue, { kind: "external" }>, name: string): CodeValue {
    const path = [...value.path, name];
    const file = value.source === "" ? undefined : this.imports.resolve([value.source, ...path].join("."), undefined);
    return file ? { kind: "module", file } : { ...value, path };
  }
}

function joinPython(source: string, name: string): string {
  return source.endsWith(".") ? `${source}${name}` : `${source}.${name}`;
}
