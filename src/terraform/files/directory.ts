import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import path from "node:path";
import {
  type ParsedFile,
  parseHcl,
  parseJsonSyntax,
  parseJsonVariables,
  SourceFile,
  STRAY_BYTE,
} from "../../hcl/index.ts";
import { limits } from "../../limits.ts";
import { namesIn } from "../../names-in.ts";
import { readRegularFile } from "../../regular-file.ts";
import { type DeclaredModule, gatherDeclarations } from "./declarations.ts";
import { providerBlocks } from "./provider-blocks.ts";

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

/** The parsed files of a directory. */
interface Syntax {
  readonly files: readonly ConfigurationFile[];
  readonly declared: DeclaredModule;
}

/** The configuration files of one directory, parsed when needed. Directories below it are separate modules. */
export class ModuleDirectory {
  readonly path: string;
  readonly sources: readonly SourceFile[];
  readonly unreadable: readonly UnreadableFile[];
  /**
   * A stand-in represents a module whose source is not available; a plan contains only part of the configuration it was
   * made from.
   */
  readonly origin: "files" | "stand-in" | "plan";
  private readonly parse: (source: SourceFile) => ConfigurationFile;
  private readonly whenParsed: (directory: ModuleDirectory) => void;
  private readonly isUnitSource: (directory: string) => boolean;
  private syntax: Syntax | undefined;
  private hasErrors: boolean | undefined;
  private ofUnit: boolean | undefined;

  constructor(
    directory: string,
    sources: readonly SourceFile[],
    {
      unreadable = [],
      origin = "files",
      parse = parseSource,
      whenParsed = () => {},
      isUnitSource = () => false,
    }: DirectoryDetails = {},
  ) {
    this.path = directory;
    this.sources = sources;
    this.unreadable = unreadable;
    this.origin = origin;
    this.parse = parse;
    this.whenParsed = whenParsed;
    this.isUnitSource = isUnitSource;
  }

  /** Whether it is a stand-in for a module whose source is not available. */
  get isStandIn(): boolean {
    return this.origin === "stand-in";
  }

  /** Whether a Terragrunt unit elsewhere in the repository uses it as its source. */
  get isOfUnit(): boolean {
    this.ofUnit ??= this.isUnitSource(this.path);
    return this.ofUnit;
  }

  /** Whether a file belongs to this directory, as configuration or next to it. */
  holds(file: SourceFile): boolean {
    return path.dirname(file.path) === this.path || this.sources.includes(file);
  }

  /** The parsed files; parses them if necessary. */
  get files(): readonly ConfigurationFile[] {
    return this.read().files;
  }

  /** The declarations in these files. */
  get declared(): DeclaredModule {
    return this.read().declared;
  }

  /** Whether any file has a syntax error. */
  get isBroken(): boolean {
    if (this.hasErrors === undefined) this.read();
    return this.hasErrors === true;
  }

  /** Whether syntax trees are in memory. */
  get isParsed(): boolean {
    return this.syntax !== undefined;
  }

  /** Discards the syntax trees, which take twenty times the memory of the text; later requests parse again. */
  release(): void {
    this.syntax = undefined;
  }

  private read(): Syntax {
    if (this.syntax) return this.syntax;
    const files = this.sources.map(this.parse);
    this.syntax = { files, declared: gatherDeclarations(files) };
    this.hasErrors = files.some(({ parsed }) => parsed.errors.length > 0);
    this.whenParsed(this);
    return this.syntax;
  }
}

interface DirectoryDetails {
  readonly unreadable?: readonly UnreadableFile[];
  readonly origin?: ModuleDirectory["origin"];
  readonly parse?: (source: SourceFile) => ConfigurationFile;
  readonly whenParsed?: (directory: ModuleDirectory) => void;
  readonly isUnitSource?: (directory: string) => boolean;
}

/** The names of configuration files among a directory's entries, by the rules of Terraform and OpenTofu. */
export function configurationFileNames(names: readonly string[]): string[] {
  const all = new Set(names);
  return names
    .filter((name) => /\.(?:tf|tofu)(?:\.json)?$/.test(name) && !/^\.|~$|^#.*#$/.test(name))
    .filter((name) => !/\.tf(?:\.json)?$/.test(name) || !all.has(name.replace(/\.tf(\.json)?$/, ".tofu$1")))
    .sort();
}

/**
 * Reads the configuration of a directory. `texts` replaces files on disk, by path, for unsaved files of an editor or
 * standard input.
 */
export function readDirectory(
  directory: string,
  texts: ReadonlyMap<string, string> = new Map(),
  details: Pick<DirectoryDetails, "whenParsed" | "isUnitSource"> = {},
): ModuleDirectory {
  const names = new Set(namesIn(directory));
  for (const file of texts.keys()) if (path.dirname(file) === directory) names.add(path.basename(file));
  const sources: SourceFile[] = [];
  const unreadable: UnreadableFile[] = [];
  for (const name of configurationFileNames([...names])) {
    const file = path.join(directory, name);
    try {
      sources.push(new SourceFile(file, texts.get(file) ?? readConfiguration(file)));
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== undefined) unreadable.push({ path: file, reason });
    }
  }
  return new ModuleDirectory(directory, sources, { unreadable, ...details });
}

/** Parses a configuration file in the syntax that its name implies. */
function parseFile(file: string, text: string): ConfigurationFile {
  return parseSource(new SourceFile(file, text));
}

/** Parses a file of variable values in the same way. In JSON its strings are not templates. */
export function parseVariables(file: string, text: string): ConfigurationFile {
  if (!file.endsWith(".json")) return parseFile(file, text);
  const source = new SourceFile(file, text);
  return { source, parsed: parseJsonVariables(source), isOverride: false, syntax: "json" };
}

function parseSource(source: SourceFile): ConfigurationFile {
  const { path: file } = source;
  const syntax = file.endsWith(".json") ? "json" : "native";
  const parsed = syntax === "json" ? parseJsonSyntax(source, providerBlocks) : parseHcl(source);
  const base = path.basename(file).replace(/\.(?:tf|tofu)(?:\.json)?$/, "");
  return { source, parsed, isOverride: base === "override" || base.endsWith("_override"), syntax };
}

/** The text of an HCL file, with `STRAY_BYTE` for bytes that are not UTF-8. */
export function readConfiguration(file: string): string {
  const text = readRegularFile(file, limits.fileSize);
  // decoding turns such bytes into this character, which a file may also contain
  if (!text.includes("\ufffd") || isUtf8(readFileSync(file))) return text;
  return text.replaceAll("\ufffd", STRAY_BYTE);
}

/** Why a file cannot be read; undefined for a directory, which Terraform ignores, whatever its name. */
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
    case "ELOOP":
      return "a link that leads back to itself";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
