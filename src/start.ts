import {
  accessSync,
  constants,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Script } from "node:vm";

type Main = typeof import("./cli/main.ts");

/*
 * Loaded by bin/. Runs the bundle from the byte code that an earlier run left, since compiling takes up most of a short
 * run. module.enableCompileCache() does not cache functions that are compiled when first called, which nearly all are,
 * and not every node has it. The byte code is kept within dist: whoever can write there can change the program itself.
 */

/**
 * Set by the build to a different value each time: V8 itself would accept byte code of any source of the same length.
 */
declare const BUILD: string;

const nodeRequire = createRequire(__filename);
/** Modules that take milliseconds to load, are imported by files that every run loads, and are used by few runs. */
const slow = new Set(["node:child_process", "node:crypto", "node:v8", "node:zlib", "./re2js.cjs", "./yaml.cjs"]);
/**
 * Byte code is kept per command: it contains the functions that the command called; another command would have to
 * compile its own again.
 */
const command = /^[a-z]+$/.exec(process.argv[2] ?? "")?.[0] ?? "";
const cacheFolder = path.join(__dirname, "byte-code", `${BUILD}-${process.version}-${process.arch}`, command);
/** Byte code younger than this (milliseconds) is never written again. */
const LEAST_AGE = 60_000;
const loaded = new Map<string, { exports: object }>();
const toKeep = new Map<string, Script>();

type Wrapped = (module: { exports: object }, exports: object, require: (id: string) => unknown, file: string) => void;
/** Several modules in one file, by the names under which the bundle imports them. */
const small = load("small.cjs") as Readonly<Record<string, Wrapped>>;

/** Runs the command in `args`, and resolves to the exit code of the process. */
export const main: Main["main"] = (args) => {
  process.on("exit", () => {
    try {
      keepByteCode();
    } catch {
      // a folder that cannot be written to: the next run compiles, too
    }
  });
  return (load("main.cjs") as Main).main(args);
};

/** The work of each further thread of a run; it leaves no byte code. */
export const judgeShare: Main["judgeShare"] = (task) => (load("main.cjs") as Main).judgeShare(task);

/** The exports of a file of the bundle. */
function load(name: string): object {
  const known = loaded.get(name);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(name, module);
  const require = (id: string): unknown => {
    const exports = () => (id.startsWith("./") ? load(path.basename(id)) : nodeRequire(id));
    return slow.has(id) ? whenUsed(exports) : exports();
  };
  const run: Wrapped = (name !== "small.cjs" && small[name]) || compile(name).runInThisContext();
  run(module, module.exports, require, path.join(__dirname, name));
  return module.exports;
}

/** A module that is loaded only when something in it is used. */
function whenUsed(exports: () => object): unknown {
  return new Proxy({}, { get: (_, name) => Reflect.get(exports(), name) });
}

function compile(name: string): Script {
  const filename = path.join(__dirname, name);
  // esbuild writes ASCII only, and node reads a file in one go only if it need not decode it
  const source = readFileSync(filename).toString("latin1");
  const kept = path.join(cacheFolder, name);
  const cachedData = read(kept);
  const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
  if (!cachedData || script.cachedDataRejected || isDue(kept)) toKeep.set(name, script);
  return script;
}

/**
 * Whether byte code may lack much of what runs: a run leaves the functions that it called, and the first one may have
 * called few. It is written again after intervals that double, so that hardly any run does.
 */
function isDue(kept: string): boolean {
  const file = statSync(kept, { throwIfNoEntry: false });
  const folder = statSync(cacheFolder, { throwIfNoEntry: false });
  if (!file || !folder) return false;
  return Date.now() - file.mtimeMs > Math.max(LEAST_AGE, file.mtimeMs - folder.birthtimeMs);
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Writes the byte code of what has run, including the functions that were called; only complete files. */
function keepByteCode(): void {
  if (toKeep.size === 0) return;
  mkdirSync(cacheFolder, { recursive: true });
  // checked first, as making byte code takes longer than anything else here: if it cannot be kept, each run would make
  // it in vain
  accessSync(cacheFolder, constants.W_OK);
  for (const [name, script] of toKeep) {
    const file = path.join(cacheFolder, name);
    const data = script.createCachedData();
    // V8 discards functions that have not been called for long
    if (!script.cachedDataRejected && data.length <= (read(file)?.length ?? 0)) {
      utimesSync(file, new Date(), new Date());
      continue;
    }
    writeFileSync(`${file}.${process.pid}`, data);
    renameSync(`${file}.${process.pid}`, file);
  }
}
