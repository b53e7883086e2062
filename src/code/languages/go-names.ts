/**
 * What a name is called in the tree that stands for a package: the paths of packages are no names that a program could
 * have.
 */
export function packageName(path: string): string {
  return `"${path}"`;
}

/**
 * Which names a place in a file of Go sees. A package's files share its names, but for those of what each imports;
 * these are called by their paths, as a variable may have the name of a package: `sqs := sqs.NewFromConfig(cfg)`.
 */
export class GoNames {
  /** Paths of what is imported, by the names that it has in the file. */
  readonly imports = new Map<string, string>();
  /** The variables of each block around the place, with the package's own types that they have. */
  private readonly blocks: Map<string, string | undefined>[];

  /** `variables`: those of the package, with their types likewise. */
  constructor(variables: Map<string, string | undefined>) {
    this.blocks = [variables];
  }

  /** Reads code in a new scope of names. */
  within<T>(read: () => T): T {
    this.blocks.push(new Map());
    const value = read();
    this.blocks.pop();
    return value;
  }

  /** `type`: the one of the package that it is known to have. */
  declare(name: string, type?: string): void {
    this.blocks.at(-1)?.set(name, type);
  }

  /** Whether a name is declared inside of a function. */
  isLocal(name: string): boolean {
    return this.blocks.some((block) => block.has(name));
  }

  /** The path of the package that a name stands for; undefined where it stands for something else. */
  imported(name: string): string | undefined {
    return this.isLocal(name) ? undefined : this.imports.get(name);
  }

  /** The type that a name is declared with. */
  typeOf(name: string): string | undefined {
    return this.blocks.findLast((block) => block.has(name))?.get(name);
  }
}

/** A package's name unless the import sets another: `gopkg.in/yaml.v3` is yaml, `github.com/go-chi/chi/v5` is chi. */
export function usualName(path: string): string {
  const parts = path.split("/").filter((part) => !/^v\d+$/.test(part));
  return (parts.at(-1) ?? path).replace(/\.v\d+$/, "").replace(/^go-|-go$|\.go$/g, "");
}
