import { randomBytes } from "node:crypto";
import { chmodSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeFolder } from "../make-folder.ts";
import { UserError } from "../user-error.ts";
import type { Change } from "./plan-changes.ts";

/**
 * Makes all changes in the folder or, if one fails, none. Everything is first written under temporary names next to its
 * destination, then moved, with the permissions of what it replaces; what was there before is set aside until all is
 * done. Throws a UserError on failure.
 */
export function writeChanges(folder: string, changes: readonly Change[]): void {
  /** How to undo what was done, the last step first. */
  const undo: (() => void)[] = [];
  /** The previous files, moved out of the way. */
  const setAside: string[] = [];
  const suffix = `.lambda-tf-${randomBytes(4).toString("hex")}`;
  try {
    makeFolder(folder, (made) => undo.push(() => rmdirIfEmpty(made)));
    const staged = changes.flatMap((change) => stage(folder, change, suffix, undo));
    for (const change of [...staged, ...removed(folder, changes)]) {
      const aside = `${change.location}${suffix}.old`;
      if (put(change, aside, undo)) setAside.push(aside);
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw new UserError(`Nothing was written: ${reasonOf(error)}`, undefined, error);
  }
  for (const location of setAside) rmSync(location, { force: true });
}

/**
 * The system's message; for a lack of permission, with the folder, since the files have temporary names. ENOENT is what
 * /proc answers for new files.
 */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path: place } = error as NodeJS.ErrnoException;
  const isForbidden = code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "ENOENT";
  return isForbidden && place !== undefined ? `${path.dirname(place)} may not be written to` : error.message;
}

interface Staged {
  readonly location: string;
  /** The file to be moved there; undefined to remove what is there. */
  readonly temporary?: string | undefined;
}

function stage(folder: string, change: Change, suffix: string, undo: (() => void)[]): readonly Staged[] {
  if (change.kind === "keep" || change.kind === "remove") return [];
  const location = path.join(folder, change.file);
  const temporary = `${location}${suffix}`;
  makeFolder(path.dirname(location), (made) => undo.push(() => rmdirIfEmpty(made)));
  undo.push(() => rmSync(temporary, { force: true }));
  writeFileSync(temporary, change.text, { flag: "wx" });
  const before = statSync(location, { throwIfNoEntry: false });
  if (before) chmodSync(temporary, before.mode);
  return [{ location, temporary }];
}

function removed(folder: string, changes: readonly Change[]): readonly Staged[] {
  return changes.flatMap((change) => (change.kind === "remove" ? [{ location: path.join(folder, change.file) }] : []));
}

/** Puts a staged file (or nothing) in its place; returns whether something was there, which is then set aside. */
function put({ location, temporary }: Staged, aside: string, undo: (() => void)[]): boolean {
  const wasThere = moveIfThere(location, aside);
  if (wasThere) undo.push(() => renameSync(aside, location));
  if (temporary !== undefined) {
    renameSync(temporary, location);
    undo.push(() => rmSync(location, { force: true }));
  }
  return wasThere;
}

function moveIfThere(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

function rmdirIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Someone else put a file there meanwhile: it stays.
  }
}
