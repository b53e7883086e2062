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
 * What bin/ loads. It runs the bundle from the byte code that an earlier run has left, since compiling it is most of what a
 * short run takes. module.enableCompileCache() keeps no function that is compiled when first called, which is nearly all, and
 * is not in every node. The byte code lies within dist: whoever may write there may change the program itself.
 */

/** Set by the build, and different for each: V8 itself takes byte code for that of any source of the same length. */
declare const BUILD: string;

const nodeRequire = createRequire(__filename);
/** What takes milliseconds to load, and is imported by files that every run loads and used by few runs. */
const slow = new Set(["node:child_process", "node:crypto", "node:zlib", "./re2js.cjs", "./yaml.cjs"]);
/** Each command has its own: what it leaves is the functions that it called, and those of another would be compiled again. */
const command = /^[a-z]+$/.exec(process.argv[2] ?? "")?.[0] ?? "";
const cacheFolder = path.join(__dirname, "byte-code", `${BUILD}-${process.version}-${process.arch}`, command);
/** Whatever the clock says of the byte code, it is not written again before so many milliseconds. */
const LEAST_AGE = 60_000;
const loaded = new Map<string, { exports: object }>();
const toKeep = new Map<string, Script>();

type Wrapped = (module: { exports: object }, exports: object, require: (id: string) => unknown, file: string) => void;
/** What stands in one file together, by the names that the bundle knows it by. */
const small = load("small.cjs") as Readonly<Record<string, Wrapped>>;

/** Runs the command that `args` names, and gives what the process is to exit with. */
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

/** What each further thread of a run does; it leaves no byte code. */
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

/** A module whose loading waits until something of it is used. */
function whenUsed(exports: () => object): unknown {
  return new Proxy({}, { get: (_, name) => Reflect.get(exports(), name) });
}

function compile(name: string): Script {
  const filename = path.join(__dirname, name);
  // esbuild writes nothing but ASCII, and node reads a file whole only where it is not to decode it
  const source = readFileSync(filename).toString("latin1");
  const kept = path.join(cacheFolder, name);
  const cachedData = read(kept);
  const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
  if (!cachedData || script.cachedDataRejected || isDue(kept)) toKeep.set(name, script);
  return script;
}

/**
 * Whether byte code may lack much of what runs: a run leaves the functions that it called, and the first one may have met
 * little. It is written again after twice the time each time, so that hardly any run does it.
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

/** Writes the byte code of what has run, the functions that were called included; whole files only. */
function keepByteCode(): void {
  if (toKeep.size === 0) return;
  mkdirSync(cacheFolder, { recursive: true });
  // before byte code is made, which takes longer than all else here: where nothing can be kept, each run would make it in vain
  accessSync(cacheFolder, constants.W_OK);
  for (const [name, script] of toKeep) {
    const file = path.join(cacheFolder, name);
    const data = script.createCachedData();
    // V8 lets go of functions that were called long ago
    if (!script.cachedDataRejected && data.length <= (read(file)?.length ?? 0)) {
      utimesSync(file, new Date(), new Date());
      continue;
    }
    writeFileSync(`${file}.${process.pid}`, data);
    renameSync(`${file}.${process.pid}`, file);
  }
}
