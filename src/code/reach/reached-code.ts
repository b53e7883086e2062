import type { BoundFile, ClassUnit, FunctionUnit } from "../program/scope.ts";
import type { Evaluator } from "../values/evaluator.ts";
import type { Imports } from "../values/exports.ts";
import type { CodeValue } from "../values/value.ts";

/** A place in a file. */
export interface TracedPlace {
  readonly file: BoundFile;
  readonly start: number;
}

/** The part of a program that is known to run: files, functions and classes, and the packages that it imports. */
export class ReachedCode {
  readonly files = new Set<BoundFile>();
  readonly functions = new Set<FunctionUnit>();
  readonly classes = new Set<ClassUnit>();
  /** Imported packages and where they are imported. */
  readonly packages = new Map<string, TracedPlace>();
  private readonly imports: Imports;
  private readonly evaluator: Evaluator;

  constructor(imports: Imports, evaluator: Evaluator) {
    this.imports = imports;
    this.evaluator = evaluator;
  }

  /** A number that grows with everything that is reached. */
  get size(): number {
    return this.files.size + this.functions.size + this.classes.size;
  }

  /** Adds what runs once a program uses these values. */
  add(values: readonly CodeValue[]): void {
    for (const value of values) {
      if (value.kind === "function") this.addFunction(value.function);
      if (value.kind === "class" || value.kind === "instance") this.addClass(value.class);
      if (value.kind === "module") this.addFile(value.file);
    }
  }

  /** Adds a function, with its file and its imports. */
  addFunction(unit: FunctionUnit): void {
    if (this.functions.has(unit)) return;
    this.functions.add(unit);
    this.addFile(unit.scope.file);
    for (const { source, names, start } of unit.work.imports) this.addImport(source, names, unit.scope.file, start);
  }

  /** Adds a file, with its imports. */
  addFile(file: BoundFile): void {
    if (this.files.has(file)) return;
    this.files.add(file);
    for (const { source, names, start } of file.work.imports) this.addImport(source, names, file, start);
    for (const { source } of file.reexports) this.addImport(source, [], file, 0);
  }

  /** Adds what an import at a place of a file loads. */
  addImport(source: string, names: readonly string[], from: BoundFile, start: number): void {
    const file = this.imports.resolve(source, from);
    const modules = names
      .flatMap((name) => (name === "*" ? [] : this.evaluator.exports.imported(source, name, from)))
      .flatMap((value) => (value.kind === "module" ? [value.file] : []));
    for (const each of file ? [file, ...modules] : modules) this.addFile(each);
    // Python can import from a folder of the program that is no file itself
    const isOfProgram = file !== undefined || modules.length > 0;
    if (!isOfProgram && !this.packages.has(source)) this.packages.set(source, { file: from, start });
  }

  private addClass(unit: ClassUnit): void {
    if (this.classes.has(unit)) return;
    this.classes.add(unit);
    // in TypeScript a class may be known by its type alone, which loads nothing
    if (unit.scope.file.file.language === "java") this.addFile(unit.scope.file);
    for (const expression of unit.node.bases)
      this.add(this.evaluator.evaluate({ expression, scope: unit.scope, frame: undefined }));
  }
}
