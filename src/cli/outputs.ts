import { normalize, resolve } from "node:path";
import { gathered } from "../lint/index.ts";
import { isForPeople, loadReporter, type RenderContext, type Report, type Reporter } from "../report/index.ts";
import { UserError } from "../user-error.ts";
import { writeWhole } from "../write-whole.ts";
import type { Io } from "./io.ts";

/** A destination for a report, and the format. */
export interface Output {
  readonly render: Reporter;
  readonly isForPeople: boolean;
  /** The path as given; undefined for stdout. */
  readonly file: string | undefined;
}

/**
 * The outputs that --format and --output ask for. `--output sarif=FILE` writes a file in addition to what is printed,
 * `--output FILE` writes what would be printed. Throws a UserError for an unknown format, and for two reports to the
 * same file.
 */
export async function toOutputs(format: string, given: readonly string[]): Promise<readonly Output[]> {
  const files = given.map(toFile);
  const names = files.map(({ file }) => normalize(file));
  const twice = files.find((_, i) => names.indexOf(names[i] ?? "") < i);
  if (twice) throw new UserError(`--output names ${twice.file} twice`, "Give each report a file of its own");
  const printed = files.every((output) => output.format !== undefined) ? [{ format: undefined, file: undefined }] : [];
  return Promise.all(
    [...printed, ...files].map(async ({ format: own = format, file }) => ({
      render: await loadReporter(own),
      isForPeople: isForPeople(own),
      file,
    })),
  );
}

/**
 * A word and `=` before a path is taken for a format, even an unknown one: a file of such a name can be given as
 * `./a=b`.
 */
function toFile(text: string): { readonly format: string | undefined; readonly file: string } {
  const [, format, file = text] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (file === "" || file === "-")
    throw new UserError(
      `--output ${text} names no file`,
      "Write --output FILE, or --output sarif=FILE; without it the report goes to standard output",
    );
  return { format, file };
}

/** Writes a report to all outputs. `plain` is the text for files, without colours and links. */
export function writeReport(
  report: Report,
  outputs: readonly Output[],
  { terminal, plain }: { readonly terminal: RenderContext; readonly plain: RenderContext },
  io: Io,
): void {
  for (const { render, isForPeople: isGathered, file } of outputs) {
    const shown = isGathered ? gathered(report) : report;
    if (file === undefined) io.stdout.write(render(shown, terminal));
    else writeWhole(resolve(io.cwd, file), render(shown, plain), file);
  }
}
