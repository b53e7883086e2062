import type { SourceFile } from "../hcl/index.ts";
import type { ConfigurationFile, ModuleDirectory } from "../terraform/index.ts";
import { displayPath } from "./place.ts";

interface Held {
  readonly source: SourceFile;
  readonly directory: ModuleDirectory;
}

/** The files that are reported on, by their names in findings. */
export class ReportedFiles {
  private readonly byName: ReadonlyMap<string, Held>;

  /** `isReported` takes an absolute path. */
  constructor(directories: readonly ModuleDirectory[], isReported: (file: string) => boolean, cwd: string) {
    this.byName = new Map(
      directories.flatMap((directory) =>
        directory.sources
          .filter(({ path }) => isReported(path))
          .map((source) => [displayPath(source.path, cwd), { source, directory }] as const),
      ),
    );
  }

  /** The number of files. */
  get size(): number {
    return this.byName.size;
  }

  /** Absolute paths. */
  get paths(): readonly string[] {
    return Array.from(this.byName.values(), ({ source }) => source.path);
  }

  get sources(): ReadonlyMap<string, SourceFile> {
    return new Map(Array.from(this.byName, ([name, { source }]) => [name, source]));
  }

  /** The files whose text passes a test, with their syntax trees; `next` is called before each. */
  *picked(test: (text: string) => boolean, next: () => void): Generator<ConfigurationFile> {
    for (const [name, { source }] of this.byName) {
      if (!test(source.text)) continue;
      next();
      const file = this.configuration(name);
      if (file) yield file;
    }
  }

  /** The file with a name. */
  source(name: string): SourceFile | undefined {
    return this.byName.get(name)?.source;
  }

  /** The file with its syntax tree. */
  configuration(name: string): ConfigurationFile | undefined {
    const held = this.byName.get(name);
    return held?.directory.files.find(({ source }) => source === held.source);
  }
}
