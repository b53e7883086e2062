import { joinPath } from "./folder-path.ts";

/** What a program's source in Java needs of its folder. */
interface Files {
  has(file: string): boolean;
  read(file: string): string | undefined;
  all?(): readonly string[] | undefined;
  /** Further folders with classes. */
  readonly roots?: readonly string[];
}

/** In a larger project it is not looked for what implements an interface. */
const MOST_FILES = 600;

/** Which files the classes of a program in Java are in. */
export class JavaClassFiles {
  private readonly files: Files;
  private readonly known = new Map<string, string | undefined>();
  private texts: ReadonlyMap<string, string> | undefined;

  constructor(files: Files) {
    this.files = files;
  }

  /** Whether there is a file for a class with this full name. */
  has(name: string): boolean {
    return this.fileOf(name) !== undefined;
  }

  /** The file of a class by its full name. */
  fileOf(name: string): string | undefined {
    if (!this.known.has(name)) this.known.set(name, this.find(name));
    return this.known.get(name);
  }

  /** The files that say that something extends or implements a class of a name; undefined if they are not known. */
  mentioning(name: string): readonly string[] | undefined {
    this.texts ??= this.readAll();
    if (!this.texts) return undefined;
    const before = new RegExp(`\\b(?:extends|implements|new)\\b[^{};()]{0,400}\\b${name}\\b`);
    return [...this.texts].flatMap(([path, text]) => (text.includes(name) && before.test(text) ? [path] : []));
  }

  private readAll(): ReadonlyMap<string, string> | undefined {
    const all = this.files.all?.()?.filter((path) => path.endsWith(".java"));
    if (!all || all.length > MOST_FILES) return undefined;
    return new Map(all.map((path) => [path, this.files.read(path) ?? ""]));
  }

  private find(name: string): string | undefined {
    const path = `${name.replaceAll(".", "/")}.java`;
    const places = ["", ...(this.files.roots ?? [])].map((root) => joinPath(root, path));
    return places.find((place) => this.files.has(place));
  }
}

/** Whether a class is of the same project as a file: their packages begin with the same two names. */
export function isOfProject(name: string, file: string): boolean {
  const [first, second, ...rest] = file.replace(/^.*src\/main\/java\//, "").split("/");
  return rest.length > 0 && name.startsWith(`${first}.${second}.`);
}
