import { parseFile, parseJava, parsePackage } from "../languages/parse.ts";
import type { Language, ProgramFile, SourceText } from "../syntax.ts";
import type { Imports } from "../values/exports.ts";
import { bindFile } from "./bind.ts";
import { directoryOf, joinPath } from "./folder-path.ts";
import { isBuiltForLambda } from "./go-build.ts";
import { GoModules } from "./go-modules.ts";
import { isOfProject, JavaClassFiles } from "./java-sources.ts";
import { mayCallAws } from "./packages.ts";
import { PathAliases } from "./path-aliases.ts";
import type { BoundFile } from "./scope.ts";

/** The source files of a package by their paths in it; those of its layers are below `/opt`. */
export interface SourceFolder {
  has(file: string): boolean;
  read(file: string): string | undefined;
  /** The names of the files right in a folder of it, for languages whose packages are folders. */
  list?(directory: string): readonly string[];
  /** The files of the program, for languages in which one must be looked for by what it says. */
  all?(): readonly string[] | undefined;
  /** Further folders that imports are resolved in: of layers, and around a package that is yet to be built. */
  readonly roots?: readonly string[];
}

/** In characters; larger files are assumed to be bundles or data. */
const MAX_SIZE = 300_000;
/** A file whose average line is longer was minified. */
const MAX_LINE = 400;
const MAX_FILES = 150;

const JAVASCRIPT = [
  "",
  ".ts",
  ".mts",
  ".cts",
  ".js",
  ".mjs",
  ".cjs",
  ".tsx",
  ".jsx",
  "/index.ts",
  "/index.js",
  "/index.mjs",
];

/** A file of the program that was not read, and why. */
export interface UnreadFile {
  readonly path: string;
  readonly why: string;
}

/** The files of a program, each parsed when it is first imported. */
export class Program implements Imports {
  readonly language: Language;
  readonly unread: UnreadFile[] = [];
  private readonly folder: SourceFolder;
  private readonly aliases: PathAliases;
  private readonly modules: GoModules;
  private readonly classes: JavaClassFiles;
  private readonly files = new Map<string, BoundFile | undefined>();
  /** How many texts were read. */
  private size = 0;

  constructor(folder: SourceFolder, language: Language) {
    this.folder = folder;
    this.language = language;
    this.aliases = new PathAliases(folder);
    this.modules = new GoModules(folder);
    this.classes = new JavaClassFiles(folder);
  }

  /**
   * A file by its path in the folder, in Go a package by its folder; undefined if it does not exist or cannot be read.
   */
  file(path: string): BoundFile | undefined {
    if (!this.files.has(path)) this.files.set(path, this.language === "go" ? this.loadPackage(path) : this.load(path));
    return this.files.get(path);
  }

  /** Adds code that is in no file. */
  add(file: ProgramFile): BoundFile {
    const bound = bindFile(file);
    this.files.set(file.path, bound);
    return bound;
  }

  resolve(source: string, from: BoundFile | undefined): BoundFile | undefined {
    const path = this.pathOf(source, from);
    return path === undefined ? undefined : this.file(path);
  }

  /** Whether an import refers to a file of the program, existing or not. */
  isOwn(source: string, from: BoundFile): boolean {
    const isOfJava = this.language === "java" && isOfProject(source, from.file.path);
    return this.pathOf(source, from) !== undefined || source.startsWith(".") || isOfJava;
  }

  extending(name: string): readonly BoundFile[] | undefined {
    const files = this.classes.mentioning(name);
    return files?.flatMap((path) => this.file(path) ?? []);
  }

  private pathOf(source: string, from: BoundFile | undefined): string | undefined {
    switch (this.language) {
      case "go":
        return from && this.modules.folderOf(source, from.file.path);
      case "java":
        return from && this.classes.fileOf(source);
      case "python":
        return this.pythonPath(source, from);
      case "javascript":
        return this.javaScriptPath(source, from);
    }
  }

  private load(path: string): BoundFile | undefined {
    const text = this.textOf(path);
    if (text === undefined || this.language === "go") return undefined;
    if (this.language === "java") return this.bound(parseJava(path, text, this.classes));
    return this.bound(parseFile(path, this.language, text));
  }

  private loadPackage(path: string): BoundFile | undefined {
    const texts: SourceText[] = [];
    let start = 0;
    for (const name of this.folder.list?.(path) ?? []) {
      const file = joinPath(path, name);
      if (!isBuiltForLambda(name, this.folder.read(file) ?? "")) continue;
      const text = this.textOf(file);
      if (text === undefined) continue;
      texts.push({ path: file, text, start });
      start += text.length + 1;
    }
    if (texts.length === 0) return undefined;
    return this.bound(parsePackage(path, texts, (source) => this.modules.folderOf(source, path) !== undefined));
  }

  /** What a file says; undefined for one that is not to be read, which is noted. */
  private textOf(path: string): string | undefined {
    const text = this.folder.read(path);
    const why =
      text === undefined
        ? "cannot be read"
        : text.length > MAX_SIZE || text.length / text.split("\n").length > MAX_LINE
          ? "is too large to be read, or the output of a bundler"
          : this.size >= MAX_FILES
            ? `and further files are left out: at most ${MAX_FILES} are read`
            : undefined;
    // there may be thousands beyond the limit
    if (why !== undefined && this.size <= MAX_FILES) this.unread.push({ path, why });
    this.size++;
    return why === undefined ? text : undefined;
  }

  private bound(file: ProgramFile | undefined): BoundFile | undefined {
    if (!file) return undefined;
    if (!file.isWhole) this.unread.push({ path: file.path, why: "could not be parsed as a whole" });
    return bindFile(file);
  }

  private javaScriptPath(source: string, from: BoundFile | undefined): string | undefined {
    if (!from) return undefined;
    for (const base of this.javaScriptBases(source, directoryOf(from.file.path))) {
      const found = JAVASCRIPT.map((suffix) => `${base}${suffix}`).find((path) => this.folder.has(path));
      if (found !== undefined) return /\.(?:[cm]?[jt]sx?)$/.test(found) ? found : undefined;
      // TypeScript imports name the compiled file: `./orders.js` is orders.ts
      const written = base.replace(/\.([cm]?)jsx?$/, ".$1ts");
      if (written !== base && this.folder.has(written)) return written;
    }
    return undefined;
  }

  /** The paths that an import may resolve to: beside the file, by an alias, or in a layer. */
  private javaScriptBases(source: string, directory: string): readonly string[] {
    if (source.startsWith(".")) return [joinPath(directory, source)];
    if (source.startsWith("/opt/")) return [source];
    const aliased = this.aliases.of(source, directory);
    const [, usual] = /^(?:@|~|src)\/(.+)$/.exec(source) ?? [];
    return [...aliased, ...(usual === undefined ? [] : [usual, `src/${usual}`]), ...this.elsewhere(source)];
  }

  /** Empty for models of an SDK and packages known not to call AWS: these need not be searched for. */
  private elsewhere(source: string, ...directories: readonly string[]): readonly string[] {
    if (!mayCallAws(source.replaceAll("/", this.language === "python" ? "." : "/"), this.language)) return [];
    return [...directories, ...(this.folder.roots ?? [])].map((directory) => joinPath(directory, source));
  }

  private pythonPath(source: string, from: BoundFile | undefined): string | undefined {
    const [, dots = "", name = ""] = /^(\.*)(.*)$/s.exec(source) ?? [];
    const steps = name === "" ? "" : name.replaceAll(".", "/");
    const own = directoryOf(from?.file.path ?? "");
    const isSdk = dots === "" && /^(?:boto3|botocore|aws_lambda_powertools|aws_xray_sdk)(?:\.|$)/.test(name);
    const bases =
      dots === ""
        ? isSdk
          ? []
          : [steps, ...this.elsewhere(steps, own)]
        : [joinPath(own, `${"../".repeat(dots.length - 1)}${steps}`)];
    const candidates = bases.flatMap((path) => [`${path}.py`, joinPath(path, "__init__.py")]);
    return candidates.find((each) => this.folder.has(each));
  }
}
