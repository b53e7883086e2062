import { posix } from "node:path";
import type { SourceFolder } from "../../code/index.ts";
import type { Module } from "../../terraform/index.ts";

/** Names of folders that contain the output of builds. */
const BUILT = /^\.?(?:dist|build|out|output|bundle|package|esbuild|artifacts)$/;

/** The index of the last part of a path that is a build's output folder; -1 if there is none. */
export function builtPart(parts: readonly string[]): number {
  return parts.findLastIndex((part) => BUILT.test(part));
}

/** The folder that contains the innermost build output; the folder itself if there is none. */
export function aboveBuild(folder: string): string {
  const parts = folder.split("/");
  const at = builtPart(parts);
  return at < 0 ? folder : parts.slice(0, at).join("/") || ".";
}

/** The folder of a file, as the configuration writes it. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : path.slice(0, slash);
}

/** The files of a folder that the configuration names. */
export function folderIn(module: Module, directory: string): SourceFolder {
  const isOurs = (file: string) => !/(?:^|\/)node_modules\//.test(file);
  return {
    has: (file) => isOurs(file) && module.files.exists(posix.join(directory, file)) === true,
    read: (file) => module.files.read(posix.join(directory, file))?.text,
    list: (folder) => module.files.set(posix.join(directory, folder), "*") ?? [],
  };
}
