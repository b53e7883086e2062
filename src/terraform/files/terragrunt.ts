import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { isWithin } from "../../is-within.ts";
import { limits } from "../../limits.ts";
import { readRegularFile } from "../../regular-file.ts";
import { repositoryTop } from "../../repository.ts";

/** Files at the top of a Terragrunt repository, or in each unit. */
const SIGNS = ["terragrunt.hcl", "root.hcl", "terragrunt.stack.hcl"];
/** Folders that contain no such file at their top, but in folders below. */
const OUTER_FOLDERS =
  /^(?:terragrunt|terraform|tf|infra(?:structure)?|iac|deploy(?:ments?)?|live|env(?:s|ironments)?)$/;
/** Larger trees of folders are not searched. */
const MOST_FOLDERS = 5_000;
/** A source, or a local for building one; the path follows the last interpolation. */
const SOURCE = /^[ \t]*(?=\w*source)\w+[ \t]*=[ \t]*"(.*)"[ \t]*(?:#.*|\/\/.*)?$/gm;
/** How Terragrunt writes files: `generate` as a block, or as an argument of `remote_state`. */
const GENERATES = /^[ \t]*generate\b/m;

/**
 * The directories in which Terragrunt runs Terraform after adding further files: those that units name as their source
 * (Terragrunt documentation, Units, and the generate block, 2026-11). The search goes up from each directory to the top
 * of its repository, or without one to the top of the tree.
 */
export class TerragruntSources {
  private readonly tree: string;
  /** The final parts of the source paths of units below a directory. */
  private readonly ends = new Map<string, readonly string[]>();

  constructor(tree: string) {
    this.tree = tree;
  }

  has(directory: string): boolean {
    const top = repositoryTop(directory) ?? (isWithin(directory, this.tree) ? this.tree : directory);
    for (let at = directory; at !== top; ) {
      at = path.dirname(at);
      if (this.endsBelow(at).some((end) => `${directory}/`.endsWith(`/${end}/`))) return true;
    }
    return false;
  }

  private endsBelow(directory: string): readonly string[] {
    const known = this.ends.get(directory);
    if (known) return known;
    const texts = holdsUnits(directory) ? textsBelow(directory) : [];
    const ends = texts.some((text) => GENERATES.test(text)) ? [...new Set(texts.flatMap(sourceEnds))] : [];
    this.ends.set(directory, ends);
    return ends;
  }
}

/** Whether a directory, or a folder in it, contains Terragrunt's files. */
function holdsUnits(directory: string): boolean {
  const hasSign = (folder: string) => SIGNS.some((name) => existsSync(path.join(folder, name)));
  if (hasSign(directory)) return true;
  return foldersIn(directory).some((folder) => {
    const inner = path.join(directory, folder);
    return (
      hasSign(inner) || (OUTER_FOLDERS.test(folder) && foldersIn(inner).some((each) => hasSign(path.join(inner, each))))
    );
  });
}

function foldersIn(directory: string): readonly string[] {
  return entriesOf(directory).flatMap((entry) => (entry.isDirectory() && isLookedAt(entry.name) ? [entry.name] : []));
}

function isLookedAt(folder: string): boolean {
  return !folder.startsWith(".") && folder !== "node_modules";
}

function entriesOf(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** The Terragrunt files at and below a directory. */
function textsBelow(directory: string): readonly string[] {
  const texts: string[] = [];
  const pending = [directory];
  for (let count = 0; pending.length > 0 && count < MOST_FOLDERS; count++) {
    const at = pending.shift() ?? directory;
    for (const entry of entriesOf(at)) {
      const inner = path.join(at, entry.name);
      if (entry.isDirectory()) {
        if (isLookedAt(entry.name)) pending.push(inner);
      } else if (/^[^.].*\.hcl$/.test(entry.name)) texts.push(readText(inner));
    }
  }
  return texts;
}

function readText(file: string): string {
  try {
    return readRegularFile(file, limits.fileSize);
  } catch {
    return "";
  }
}

/**
 * The final parts of the source paths in a text: `modules/orders` for "${get_repo_root()}/..//modules/orders?ref=v1".
 */
function sourceEnds(text: string): readonly string[] {
  return Array.from(text.matchAll(SOURCE), ([, source = ""]) => {
    const tail = source.slice(source.lastIndexOf("}") + 1).replace(/\?.*$/s, "");
    // in a remote address, the path follows the second //
    const local = /::|@|:\/\/|\.git\b/.test(tail) ? (/^.*[^:]\/\/(.*)$/s.exec(tail)?.[1] ?? "") : tail;
    return local
      .split("/")
      .filter((part) => part !== "" && part !== "." && part !== "..")
      .join("/");
  }).filter((end) => end !== "");
}
