import { directoryOf, joinPath } from "./folder-path.ts";

/** What modules need of a program's source. */
interface Files {
  read(file: string): string | undefined;
}

/** How many levels above a package its module's folder may be. */
const MOST_LEVELS = 8;

/** The content of a go.mod file (Go Modules Reference, go.mod files, 2026-11). */
interface GoModule {
  /** The folders of packages by the path of their module: its own, and those of `replace` directives. */
  readonly folders: ReadonlyMap<string, string>;
}

/** Which folders the packages of a program in Go are in. */
export class GoModules {
  private readonly files: Files;
  private readonly known = new Map<string, GoModule | undefined>();

  constructor(files: Files) {
    this.files = files;
  }

  /** The folder of an imported package of the program, whether it is there or not; undefined for those of others. */
  folderOf(source: string, directory: string): string | undefined {
    for (const [path, folder] of this.around(directory, 0)?.folders ?? [])
      if (source === path || source.startsWith(`${path}/`)) return joinPath(folder, source.slice(path.length));
    return undefined;
  }

  private around(directory: string, level: number): GoModule | undefined {
    if (this.known.has(directory)) return this.known.get(directory);
    const text = this.files.read(joinPath(directory, "go.mod"));
    const above = directory === "" || directory.endsWith("..") ? joinPath(directory, "..") : directoryOf(directory);
    const found =
      text !== undefined ? toModule(text, directory) : level < MOST_LEVELS ? this.around(above, level + 1) : undefined;
    this.known.set(directory, found);
    return found;
  }
}

function toModule(text: string, directory: string): GoModule {
  const lines = text.replace(/\/\/[^\n]*/g, "");
  const [, path = ""] = /^[ \t]*module\s+"?([^\s"]+)"?/m.exec(lines) ?? [];
  const replaced = [...lines.matchAll(/^[ \t]*(?:replace[ \t]+)?(\S+)(?:[ \t]+v\S+)?[ \t]+=>[ \t]+(\.\S*)[ \t\r]*$/gm)];
  const folders = replaced.map(([, from = "", to = ""]) => [from, joinPath(directory, to)] as const);
  return { folders: new Map([...folders, [path, directory]]) };
}
