import { bindFile } from "./bind.ts";
import type { Imports } from "./evaluator.ts";
import { parseFile } from "./parse.ts";
import type { BoundFile } from "./scope.ts";
import type { Language } from "./syntax.ts";

/** The files of a package's source, by their paths in it. */
export interface SourceFolder {
  has(file: string): boolean;
  read(file: string): string | undefined;
}

/** Above this size a file is a bundle or data, in characters. */
const MAX_SIZE = 300_000;
/** A file whose lines are longer on average was written by a minifier. */
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

/** Why a file of the program was not read. */
export interface UnreadFile {
  readonly path: string;
  readonly why: string;
}

/** The files of a program, each read when something imports it. */
export class Program implements Imports {
  readonly language: Language;
  readonly unread: UnreadFile[] = [];
  private readonly folder: SourceFolder;
  private readonly files = new Map<string, BoundFile | undefined>();

  constructor(folder: SourceFolder, language: Language) {
    this.folder = folder;
    this.language = language;
  }

  /** A file by its path in the folder; undefined where it is not there or not to be read. */
  file(path: string): BoundFile | undefined {
    if (!this.files.has(path)) this.files.set(path, this.load(path));
    return this.files.get(path);
  }

  resolve(source: string, from: BoundFile | undefined): BoundFile | undefined {
    const path = this.language === "python" ? this.pythonPath(source, from) : this.javaScriptPath(source, from);
    return path === undefined ? undefined : this.file(path);
  }

  /** Whether an import is of the program's own files, there or not. */
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
    const isRelative = source.startsWith(".");
    const alias = /^(?:@|~|src)\/(.+)$/.exec(source)?.[1];
    const bases = isRelative
      ? [joinPath(directoryOf(from.file.path), source)]
      : alias === undefined
        ? []
        : [alias, `src/${alias}`];
    for (const base of bases) {
      const found = JAVASCRIPT.map((suffix) => `${base}${suffix}`).find((path) => this.folder.has(path));
      if (found !== undefined) return /\.(?:[cm]?[jt]sx?)$/.test(found) ? found : undefined;
      // TypeScript names what it will have written: `./orders.js` is orders.ts
      const written = base.replace(/\.([cm]?)jsx?$/, ".$1ts");
      if (written !== base && this.folder.has(written)) return written;
    }
    return undefined;
  }

  private pythonPath(source: string, from: BoundFile | undefined): string | undefined {
    const [, dots = "", name = ""] = /^(\.*)(.*)$/.exec(source) ?? [];
    let directory = "";
    if (dots !== "") {
      directory = directoryOf(from?.file.path ?? "");
      for (let level = 1; level < dots.length; level++) directory = directoryOf(directory);
    }
    const path = [directory, ...name.split(".")].filter((part) => part !== "").join("/");
    return [`${path}.py`, `${path}/__init__.py`].find((each) => this.folder.has(each));
  }
}

function directoryOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

function joinPath(directory: string, relative: string): string {
  const parts = directory === "" ? [] : directory.split("/");
  for (const part of relative.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
