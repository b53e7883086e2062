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
} from "../hcl/index.ts";
import { limits } from "../limits.ts";
import { namesIn } from "../names-in.ts";
import { readRegularFile } from "../regular-file.ts";
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

/** What the files of a directory say. */
interface Syntax {
  readonly files: readonly ConfigurationFile[];
  readonly declared: DeclaredModule;
}

/** The configuration files of one directory, parsed when first asked for. Directories below it are modules of their own. */
export class ModuleDirectory {
  readonly path: string;
  readonly sources: readonly SourceFile[];
  readonly unreadable: readonly UnreadableFile[];
  /** A stand-in is for a module that is not there; a plan repeats but part of the configuration that it was made from. */
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

  /** Whether it stands in for a module that is not there. */
  get isStandIn(): boolean {
    return this.origin === "stand-in";
  }

  /** Whether a unit of Terragrunt elsewhere in the repository names it as its source. */
  get isOfUnit(): boolean {
    this.ofUnit ??= this.isUnitSource(this.path);
    return this.ofUnit;
  }

  /** Whether a file is one of this directory's: of its configuration, or beside it. */
  holds(file: SourceFile): boolean {
    return path.dirname(file.path) === this.path || this.sources.includes(file);
  }

  get files(): readonly ConfigurationFile[] {
    return this.read().files;
  }

  get declared(): DeclaredModule {
    return this.read().declared;
  }

  /** Whether some file has a syntax error. */
  get isBroken(): boolean {
    if (this.hasErrors === undefined) this.read();
    return this.hasErrors === true;
  }

  get isParsed(): boolean {
    return this.syntax !== undefined;
  }

  /** Forgets the syntax trees, which take twenty times the memory of the text; who asks for them again gets new ones. */
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

/** Names of the configuration files among a directory's entries, as Terraform and OpenTofu pick them. */
export function configurationFileNames(names: readonly string[]): string[] {
  const all = new Set(names);
  return names
    .filter((name) => /\.(?:tf|tofu)(?:\.json)?$/.test(name) && !/^\.|~$|^#.*#$/.test(name))
    .filter((name) => !/\.tf(?:\.json)?$/.test(name) || !all.has(name.replace(/\.tf(\.json)?$/, ".tofu$1")))
    .sort();
}

/**
 * Reads the configuration of a directory. `texts` stands in for what is on disk: path to text, for what an
 * editor holds or standard input gave.
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

/** A configuration file, read by the syntax that its name tells. */
function parseFile(file: string, text: string): ConfigurationFile {
  return parseSource(new SourceFile(file, text));
}

/** A file of variable values, likewise. In JSON its strings are no templates. */
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

/** The text of a file of HCL, with `STRAY_BYTE` for what of it is no UTF-8. */
export function readConfiguration(file: string): string {
  const text = readRegularFile(file, limits.fileSize);
  // this is what is made of such bytes, and what a file may have as well
  if (!text.includes("\ufffd") || isUtf8(readFileSync(file))) return text;
  return text.replaceAll("\ufffd", STRAY_BYTE);
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
    case "ELOOP":
      return "a link that leads back to itself";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
