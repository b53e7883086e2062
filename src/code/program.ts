import { bindFile } from "./bind.ts";
import type { Imports } from "./evaluator.ts";
import { directoryOf, joinPath } from "./folder-path.ts";
import { mayCallAws } from "./packages.ts";
import { parseFile } from "./parse.ts";
import { PathAliases } from "./path-aliases.ts";
import type { BoundFile } from "./scope.ts";
import type { Language } from "./syntax.ts";

/** The source files of a package by their paths in it; those of its layers are below `/opt`. */
export interface SourceFolder {
  has(file: string): boolean;
  read(file: string): string | undefined;
  /** Further folders that imports are resolved in: of layers, and around a package that is yet to be built. */
  readonly roots?: readonly string[];
}

/** In characters; a larger file is taken for a bundle or data. */
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
  private readonly files = new Map<string, BoundFile | undefined>();

  constructor(folder: SourceFolder, language: Language) {
    this.folder = folder;
    this.language = language;
    this.aliases = new PathAliases(folder);
  }

  /** A file by its path in the folder; undefined if it does not exist or cannot be read. */
  file(path: string): BoundFile | undefined {
    if (!this.files.has(path)) this.files.set(path, this.load(path));
    return this.files.get(path);
  }

  resolve(source: string, from: BoundFile | undefined): BoundFile | undefined {
    const path = this.language === "python" ? this.pythonPath(source, from) : this.javaScriptPath(source, from);
    return path === undefined ? undefined : this.file(path);
  }

  /** Whether an import refers to a file of the program, existing or not. */
  isOwn(source: string, from: BoundFile): boolean {
    const path = this.language === "python" ? this.pythonPath(source, from) : this.javaScriptPath(source, from);
    return path !== undefined || source.startsWith(".");
  }

  private load(path: string): BoundFile | undefined {
    const text = this.folder.read(path);
    const why =
      text === undefined
        ? "cannot be read"
        : text.length > MAX_SIZE || text.length / text.split("\n").length > MAX_LINE
          ? "is too large to be read, or the output of a bundler"
          : this.files.size >= MAX_FILES
            ? `is one file more than the ${MAX_FILES} that are read`
            : undefined;
    const file = why === undefined && text !== undefined ? parseFile(path, this.language, text) : undefined;
    if (why !== undefined) this.unread.push({ path, why });
    else if (file && !file.isWhole) this.unread.push({ path, why: "could not be parsed as a whole" });
    return file && bindFile(file);
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
    const [, dots = "", name = ""] = /^(\.*)(.*)$/.exec(source) ?? [];
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
