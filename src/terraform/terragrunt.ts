import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { isWithin } from "../is-within.ts";
import { limits } from "../limits.ts";
import { readRegularFile } from "../regular-file.ts";
import { repositoryTop } from "../repository.ts";

/** Files at the top of what Terragrunt runs, or in each unit. */
const SIGNS = ["terragrunt.hcl", "root.hcl", "terragrunt.stack.hcl"];
/** Folders with nothing of it at their top, but in the folders below. */
const OUTER_FOLDERS =
  /^(?:terragrunt|terraform|tf|infra(?:structure)?|iac|deploy(?:ments?)?|live|env(?:s|ironments)?)$/;
/** More folders than this are not looked through. */
const MOST_FOLDERS = 5_000;
/** A source, or a local that a source is put together from; what comes after the last interpolation is the path. */
const SOURCE = /^[ \t]*\w*source\w*[ \t]*=[ \t]*"(.*)"[ \t]*(?:#.*|\/\/.*)?$/gm;
/** What Terragrunt writes files by: `generate` as a block or as an argument of `remote_state`. */
const GENERATES = /^[ \t]*generate\b/m;

/**
 * Which directories Terragrunt runs Terraform in after it has put further files beside theirs: those that units name as their
 * source (Terragrunt documentation, Units, and the generate block, 2026-11). Looked for from each directory upwards, as far as its
 * repository goes, or where there is none the tree.
 */
export class TerragruntSources {
  private readonly tree: string;
  /** The ends of the paths that units below a directory name. */
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

/** Whether a directory, or a folder in it, is one that Terragrunt starts from. */
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

/** The files that Terragrunt reads at and below a directory. */
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

/** The ends of the paths that a text names as sources: `modules/orders` of "${get_repo_root()}/..//modules/orders?ref=v1". */
function sourceEnds(text: string): readonly string[] {
  return Array.from(text.matchAll(SOURCE), ([, source = ""]) => {
    const tail = source.slice(source.lastIndexOf("}") + 1).replace(/\?.*$/, "");
    // of another place's address, what stands behind the second // is the path
    const local = /::|@|:\/\/|\.git\b/.test(tail) ? (/^.*[^:]\/\/(.*)$/.exec(tail)?.[1] ?? "") : tail;
    return local
      .split("/")
      .filter((part) => part !== "" && part !== "." && part !== "..")
      .join("/");
  }).filter((end) => end !== "");
}
