import { directoryOf, joinPath } from "./folder-path.ts";

/** How aliases read files outside of the package. */
interface Files {
  has(file: string): boolean;
  read(file: string): string | undefined;
}

/** How many levels above the package a repository's settings are searched for. */
const MOST_LEVELS = 4;

interface Alias {
  /** For `@app/*`, the text before the star (and `after`, behind it); for an alias without a star, the whole name. */
  readonly before: string;
  readonly after: string | undefined;
  readonly targets: readonly string[];
}

/** Aliases of folders in tsconfig.json (TypeScript handbook, Modules: `paths`, 2026-11). */
export class PathAliases {
  private readonly files: Files;
  private readonly known = new Map<string, readonly Alias[]>();

  constructor(files: Files) {
    this.files = files;
  }

  /** The paths that an import from a directory may refer to. */
  of(source: string, directory: string): readonly string[] {
    return this.nearest(directory).flatMap(({ before, after, targets }) => {
      if (after === undefined) return source === before ? targets : [];
      const isMeant =
        source.length >= before.length + after.length && source.startsWith(before) && source.endsWith(after);
      const star = source.slice(before.length, source.length - after.length);
      return isMeant ? targets.map((target) => target.replace("*", () => star)) : [];
    });
  }

  /** The aliases of the nearest configuration, in the directory or above it. */
  private nearest(directory: string): readonly Alias[] {
    const known = this.known.get(directory);
    if (known) return known;
    const file = joinPath(directory, "tsconfig.json");
    const isHighest = directory.split("/").filter((part) => part === "..").length >= MOST_LEVELS;
    const above = directory === "" || directory.endsWith("..") ? joinPath(directory, "..") : directoryOf(directory);
    const found = this.files.has(file) ? this.read(file, 0) : isHighest ? [] : this.nearest(above);
    this.known.set(directory, found);
    return found;
  }

  /** The configuration's own aliases, or those of the one that it extends. */
  private read(file: string, level: number): readonly Alias[] {
    const config = toConfig(this.files.read(file) ?? "");
    if (!config) return [];
    const directory = directoryOf(file);
    const { paths, baseUrl = "." } = config.compilerOptions ?? {};
    if (paths)
      return Object.entries(paths).map(([pattern, targets]) => {
        const [before = "", after] = pattern.split("*");
        return { before, after, targets: targets.map((target) => joinPath(directory, `${baseUrl}/${target}`)) };
      });
    const base = config.extends;
    if (base?.startsWith(".") !== true || level >= MOST_LEVELS) return [];
    return this.read(joinPath(directory, base.endsWith(".json") ? base : `${base}.json`), level + 1);
  }
}

interface TsConfig {
  readonly extends?: string;
  readonly compilerOptions?: {
    readonly baseUrl?: string;
    readonly paths?: Readonly<Record<string, readonly string[]>>;
  };
}

/** Parses JSON with comments and trailing commas; undefined if it is invalid. */
function toConfig(text: string): TsConfig | undefined {
  const keep = (_: string, quoted?: string) => quoted ?? "";
  const plain = text
    .replace(/("(?:[^"\\\n]|\\.)*"?)|\/\/[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/|$)/g, keep)
    .replace(/("(?:[^"\\\n]|\\.)*"?)|,(?=\s*[}\]])/g, keep);
  try {
    const config: unknown = JSON.parse(plain);
    return isConfig(config) ? config : undefined;
  } catch {
    return undefined;
  }
}

function isConfig(value: unknown): value is TsConfig {
  if (!isRecord(value)) return false;
  const { extends: base, compilerOptions } = value;
  if (base !== undefined && typeof base !== "string") return false;
  if (compilerOptions === undefined) return true;
  if (!isRecord(compilerOptions)) return false;
  const { baseUrl, paths } = compilerOptions;
  const isPaths =
    paths === undefined ||
    (isRecord(paths) &&
      Object.values(paths).every(
        (targets) => Array.isArray(targets) && targets.every((target) => typeof target === "string"),
      ));
  return (baseUrl === undefined || typeof baseUrl === "string") && isPaths;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
