import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, onTestFinished } from "vitest";

/** Creates a directory with these files (path to text), which is removed when the test ends. */
export function temporaryDirectory(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const directory = scratchDirectory(files);
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Creates a directory that is removed when all tests of the file have ended; for `beforeAll`. */
export function lastingDirectory(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const directory = scratchDirectory(files);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function scratchDirectory(files: Readonly<Record<string, string | Buffer>>): string {
  const directory = mkdtempSync(join(tmpdir(), "lambda-tf-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}
