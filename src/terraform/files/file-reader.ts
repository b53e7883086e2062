import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { RE2JS } from "re2js";
import { isWithin } from "../../is-within.ts";
import { limits } from "../../limits.ts";
import type { FileReader } from "../evaluation/scope.ts";

const MAX_FILES = 10_000;

/** Reads nothing, for where it is not known which directory paths are relative to. */
export const NO_FILES: FileReader = { read: () => undefined, exists: () => undefined, set: () => undefined };

/**
 * Reads files below `tree` only, after following links; paths are relative to `root`, as Terraform's are to where it
 * runs.
 */
export class TreeFiles implements FileReader {
  private readonly root: string;
  private readonly tree: string;
  private readonly texts: ReadonlyMap<string, string>;

  /**
   * @param tree with its own links resolved
   * @param texts what replaces files on disk, by path with links resolved
   */
  constructor(root: string, tree: string, texts: ReadonlyMap<string, string> = new Map()) {
    this.root = root;
    this.tree = tree;
    this.texts = texts;
  }

  /** The text and path of a file, if it is inside the tree. */
  read(file: string): { text: string; path: string } | undefined {
    const found = this.inside(file);
    if (found === undefined || statSync(found).size > limits.text || !statSync(found).isFile()) return undefined;
    return { text: this.texts.get(found) ?? readFileSync(found, "utf8"), path: found };
  }

  /** Whether a file exists; undefined if it is outside of the tree. */
  exists(file: string): boolean | undefined {
    const absolute = path.resolve(this.root, file);
    if (!isWithin(absolute, this.tree)) return undefined;
    const found = this.inside(file);
    if (found !== undefined) return statSync(found).isFile();
    // a link may lead out of the tree
    return existsSync(absolute) ? undefined : false;
  }

  /** The paths below a directory that match a pattern, sorted; undefined if they are not known. */
  set(directory: string, pattern: string): readonly string[] | undefined {
    const found = this.inside(directory);
    const matches = filesetPattern(pattern);
    if (found === undefined || !matches) return undefined;
    // without a slash no name below matches
    const entries = entriesIn(found, { recursive: pattern.includes("/") || pattern.includes("**") });
    if (!entries || entries.length > MAX_FILES) return undefined;
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(found, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
      .filter((name) => matches(name))
      .sort();
  }

  private inside(file: string): string | undefined {
    const absolute = path.resolve(this.root, file);
    // checked first: most files that are looked for do not exist, and an exception takes long
    if (!existsSync(absolute)) return undefined;
    try {
      const real = realpathSync.native(absolute);
      return isWithin(real, this.tree) ? real : undefined;
    } catch {
      return undefined;
    }
  }
}

/** All entries in a directory, and below it; undefined if it is no directory, or cannot be read completely. */
function entriesIn(directory: string, { recursive }: { readonly recursive: boolean }): readonly Dirent[] | undefined {
  try {
    return readdirSync(directory, { recursive, withFileTypes: true });
  } catch {
    return undefined;
  }
}

/** Patterns with no more stars than this match quickly as a RegExp, which needs no library. */
const FEW_STARS = 2;

/**
 * A test for names by a pattern with `*`, `**`, `?`, `{a,b}` and `[a-z]`, as in Terraform's fileset; undefined for
 * other patterns. Patterns with many stars are matched in linear time: a RegExp would take exponential time for them.
 */
function filesetPattern(pattern: string): ((name: string) => boolean) | undefined {
  if (pattern.length > 200 || /[\\()|^$+]/.test(pattern)) return undefined;
  let stars = 0;
  const source = pattern
    .replaceAll(".", "\\.")
    .replace(/\{([^{}]*)\}/g, (_, options: string) => `(?:${options.split(",").join("|")})`)
    .replace(/\*\*\/|\*\*|\*|\?/g, (mark) => {
      if (mark !== "?") stars++;
      return { "**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*" }[mark] ?? "[^/]";
    });
  try {
    if (stars > FEW_STARS) {
      const matcher = RE2JS.compile(source);
      return (name) => matcher.matches(name);
    }
    const matcher = new RegExp(`^(?:${source})$`);
    return (name) => matcher.test(name);
  } catch {
    return undefined;
  }
}
