import { runtimesAsOf } from "../../aws/runtimes.ts";
import { type RuntimeUse, runtimeUses, soonestFirst } from "../../lambda/index.ts";
import { displayPath, loadStacks } from "../../lint/index.ts";
import { printable } from "../../report/index.ts";
import { choose } from "../choose.ts";
import type { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { type JudgeFlags, toRequest } from "../lint-request.ts";
import { columns, markdownTable } from "../table.ts";
import { reportUnparsed } from "../unparsed.ts";

interface RuntimesFlags extends Pick<JudgeFlags, "var" | "varFile" | "asOf"> {
  readonly format: string;
}

/** Lists every function and layer with its runtime, the runtime's dates and its successor, soonest first. */
export async function runRuntimes(paths: readonly string[], flags: RuntimesFlags, io: Io): Promise<ExitCode> {
  const format = choose("--format", flags.format, ["table", "json", "markdown"] as const);
  const request = toRequest(paths.length > 0 ? paths : ["."], { ...flags, rule: [], only: [] }, io);
  const { stacks, covers, unparsed } = await loadStacks(request);
  const uses = stacks.flatMap((stack) =>
    runtimeUses(stack).filter(({ resource }) => covers(resource.body.place().file.path)),
  );
  const rows = uses.toSorted(soonestFirst).map((use) => toRow(use, io.cwd, request.asOf));
  io.stdout.write(layouts[format](distinct(rows), request.asOf));
  return reportUnparsed(unparsed, io);
}

interface Row {
  readonly kind: RuntimeUse["kind"];
  readonly resource: string;
  readonly file: string;
  readonly line: number;
  readonly runtime: string | undefined;
  readonly state: "unknown" | "supported" | "deprecated" | "no-create" | "no-update";
  readonly deprecated: string | undefined;
  readonly blockCreate: string | undefined;
  readonly blockUpdate: string | undefined;
  readonly moveTo: string | undefined;
}

function toRow({ kind, resource, at, id, runtime }: RuntimeUse, cwd: string, asOf: string): Row {
  return {
    kind,
    resource: resource.addressFromRoot,
    file: displayPath(at.file.path, cwd),
    line: at.file.range(at).start.line,
    runtime: id,
    state: runtime ? stateOf(runtime, asOf) : "unknown",
    deprecated: runtime?.deprecated,
    blockCreate: runtime?.blockCreate,
    blockUpdate: runtime?.blockUpdate,
    moveTo: runtime?.successor,
  };
}

function stateOf({ deprecated, blockCreate, blockUpdate }: NonNullable<RuntimeUse["runtime"]>, asOf: string) {
  const isPast = (day: string | undefined): boolean => day !== undefined && day <= asOf;
  if (isPast(blockUpdate)) return "no-update";
  if (isPast(blockCreate)) return "no-create";
  return isPast(deprecated) ? "deprecated" : "supported";
}

/** Drops repeated rows: a module that several roots call is listed once where every column is the same. */
function distinct(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

const titles = ["Runtime", "State", "Unsupported from", "No create from", "No update from", "Move to", "What", "Where"];

function cells({ runtime, state, deprecated, blockCreate, blockUpdate, moveTo, resource, kind, file, line }: Row) {
  const what = kind === "image" ? `${resource} (image)` : resource;
  return [runtime, state, deprecated, blockCreate, blockUpdate, moveTo, what, `${file}:${line}`].map((cell) =>
    printable(cell ?? "-"),
  );
}

const layouts: Readonly<Record<"table" | "json" | "markdown", (rows: readonly Row[], asOf: string) => string>> = {
  json: (rows, asOf) => `${JSON.stringify({ asOf, dataAsOf: runtimesAsOf(), uses: rows }, null, 2)}\n`,
  markdown: (rows) => markdownTable(titles, rows.map(cells)),
  table(rows, asOf) {
    const ended = rows.filter(({ state }) => state !== "supported" && state !== "unknown").length;
    const summary = `${ended} of ${rows.length} out of support on ${asOf}; dates as known on ${runtimesAsOf()}`;
    return rows.length === 0 ? "No functions or layers\n" : `${columns([titles, ...rows.map(cells)])}\n\n${summary}\n`;
  },
};
