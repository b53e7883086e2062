import { joinPath } from "./folder-path.ts";

/** What a program's source in Java needs of its folder. */
interface Files {
  has(file: string): boolean;
  /** Further folders with classes. */
  readonly roots?: readonly string[];
}

/** Which files the classes of a program in Java are in. */
export class JavaClassFiles {
  private readonly files: Files;
  private readonly known = new Map<string, string | undefined>();

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
