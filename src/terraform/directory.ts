import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type ParsedFile, parseHcl, parseJsonSyntax, SourceFile } from "../hcl/index.ts";
import { type DeclaredModule, gatherDeclarations } from "./declarations.ts";

/** A .tf, .tofu or .tf.json file of a directory. */
export interface ConfigurationFile {
  readonly source: SourceFile;
  readonly parsed: ParsedFile;
  readonly isOverride: boolean;
  readonly syntax: "native" | "json";
}

/** A file that could not be read, and why. */
export interface UnreadableFile {
  readonly path: string;
  readonly reason: string;
}

/** The configuration files of one directory, parsed. Directories below it are modules of their own. */
export class ModuleDirectory {
  readonly path: string;
  readonly files: readonly ConfigurationFile[];
  readonly unreadable: readonly UnreadableFile[];
  /** A stand-in is for a module that is not there; a plan repeats but part of the configuration that it was made from. */
  readonly origin: "files" | "stand-in" | "plan";
  private gathered: DeclaredModule | undefined;

  constructor(
    directory: string,
    files: readonly ConfigurationFile[],
    unreadable: readonly UnreadableFile[],
    origin: ModuleDirectory["origin"] = "files",
  ) {
    this.path = directory;
    this.files = files;
    this.unreadable = unreadable;
    this.origin = origin;
  }

  /** Whether it stands in for a module that is not there. */
  get isStandIn(): boolean {
    return this.origin === "stand-in";
  }

  /** Whether a file is one of this directory's: of its configuration, or beside it. */
  holds(file: SourceFile): boolean {
    return path.dirname(file.path) === this.path || this.files.some(({ source }) => source === file);
  }

  get declared(): DeclaredModule {
    this.gathered ??= gatherDeclarations(this.files);
    return this.gathered;
  }
}

/** Names of the configuration files among a directory's entries, as Terraform and OpenTofu pick them. */
export function configurationFileNames(names: readonly string[]): string[] {
  const all = new Set(names);
  return names
    .filter((name) => /\.(?:tf|tofu)(?:\.json)?$/.test(name) && !/^\.|~$|^#.*#$/.test(name))
    .filter((name) => !/\.tf(?:\.json)?$/.test(name) || !all.has(name.replace(/\.tf(\.json)?$/, ".tofu$1")))
    .sort();
}

/**
 * Reads and parses the configuration of a directory. `texts` stands in for what is on disk: path to text, for what an
 * editor holds or standard input gave.
 */
export function readDirectory(directory: string, texts: ReadonlyMap<string, string> = new Map()): ModuleDirectory {
  const names = new Set(existsSync(directory) ? readdirSync(directory) : []);
  for (const file of texts.keys()) if (path.dirname(file) === directory) names.add(path.basename(file));
  const files: ConfigurationFile[] = [];
  const unreadable: UnreadableFile[] = [];
  for (const name of configurationFileNames([...names])) {
    const file = path.join(directory, name);
    try {
      files.push(parseFile(file, texts.get(file) ?? readText(file)));
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== undefined) unreadable.push({ path: file, reason });
    }
  }
  return new ModuleDirectory(directory, files, unreadable);
}

export function parseFile(file: string, text: string): ConfigurationFile {
  const source = new SourceFile(file, text);
  const syntax = file.endsWith(".json") ? "json" : "native";
  const parsed = syntax === "json" ? parseJsonSyntax(source) : parseHcl(source);
  const base = path.basename(file).replace(/\.(?:tf|tofu)(?:\.json)?$/, "");
  return { source, parsed, isOverride: base === "override" || base.endsWith("_override"), syntax };
}

/** The text of a file without a byte order mark. */
export function readText(file: string): string {
  const text = readFileSync(file, "utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Why a file cannot be read; undefined for a directory, which Terraform takes for no file at all, whatever its name. */
function reasonOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EISDIR":
      return undefined;
    case "ENOENT":
      return "no such file";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
