import { join, resolve } from "node:path";
import { namesIn } from "../names-in.ts";
import { readRegularFile } from "../regular-file.ts";
import { configurationFileNames } from "../terraform/index.ts";
import { findModuleDirectories } from "./walk.ts";

/** Larger repositories are not searched for callers: what was named is then judged alone. */
const MOST_DIRECTORIES = 20_000;
const LARGEST_FILE = 1_000_000;

/** Which directories of a tree call which others by a local path, judging by their text only: nothing is parsed. */
export class CallGraph {
  private readonly callers: ReadonlyMap<string, readonly string[]>;
  private readonly directories: readonly string[];

  private constructor(directories: readonly string[]) {
    this.directories = directories;
    const callers = new Map<string, string[]>();
    for (const directory of directories) {
      for (const called of calledFrom(directory)) callers.set(called, [...(callers.get(called) ?? []), directory]);
    }
    this.callers = callers;
  }

  /** Reads the calls of all directories in and below one. */
  static read(top: string): CallGraph {
    return new CallGraph(findModuleDirectories(top, MOST_DIRECTORIES));
  }

  /** The directories that call one of these, directly or through others, without these themselves. */
  callersOf(directories: readonly string[]): readonly string[] {
    const found = new Set(directories);
    for (const directory of found) for (const caller of this.callers.get(directory) ?? []) found.add(caller);
    for (const directory of directories) found.delete(directory);
    return [...found];
  }

  /** The directories that no other calls. */
  get roots(): readonly string[] {
    return this.directories.filter((directory) => !this.callers.has(directory));
  }
}

const LOCAL_SOURCE = /"?\bsource"?\s*[=:]\s*"(\.\.?(?:\/[^"$%]*)?)"/g;

/** What a directory's files seem to call. A match in a comment costs an extra look and nothing more. */
function calledFrom(directory: string): ReadonlySet<string> {
  const texts = configurationFileNames(namesIn(directory)).map((name) => readText(join(directory, name)));
  const sources = texts.flatMap((text) => Array.from(text.matchAll(LOCAL_SOURCE), ([, source = ""]) => source));
  return new Set(sources.map((source) => resolve(directory, source)).filter((called) => called !== directory));
}

function readText(file: string): string {
  try {
    return readRegularFile(file, LARGEST_FILE);
  } catch {
    return "";
  }
}
