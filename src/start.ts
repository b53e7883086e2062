import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Script } from "node:vm";
import { isMainThread } from "node:worker_threads";
import type { main as Main } from "./cli/main.ts";

/*
 * What bin/ loads, and every further thread: it runs the bundle from the byte code that an earlier run has left, since compiling it is most of what a
 * short run takes. module.enableCompileCache() keeps no function that is compiled when first called, which is nearly all,
 * and is not in every node. The byte code lies within dist: whoever may write there may change the program itself.
 */

/** Set by the build, and different for each: V8 itself takes byte code for that of any source of the same length. */
declare const BUILD: string;

const nodeRequire = createRequire(__filename);
/** Parts of node that take it milliseconds to load, which many files import and few runs use. */
const slow = new Set(["node:child_process", "node:crypto", "node:zlib"]);
const cacheFolder = path.join(__dirname, "byte-code", `${BUILD}-${process.version}-${process.arch}`);
const loaded = new Map<string, { exports: unknown }>();
const notCached = new Map<string, Script>();

export const { main } = load(isMainThread ? "main.cjs" : "thread.cjs") as { readonly main: typeof Main };

if (isMainThread) {
  process.on("exit", () => {
    try {
      keepByteCode();
    } catch {
      // a folder that cannot be written to: the next run compiles, too
    }
  });
} else {
  main([]);
}

/** The exports of a file of the bundle. */
function load(name: string): unknown {
  const known = loaded.get(name);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(name, module);
  const require = (id: string): unknown => {
    if (id.startsWith("./")) return load(path.basename(id));
    return slow.has(id) ? whenUsed(id) : nodeRequire(id);
  };
  compile(name).runInThisContext()(module, module.exports, require, path.join(__dirname, name));
  return module.exports;
}

/** A module whose loading waits until something of it is used. */
function whenUsed(id: string): unknown {
  return new Proxy({}, { get: (_, name) => nodeRequire(id)[name], ownKeys: () => Reflect.ownKeys(nodeRequire(id)) });
}

function compile(name: string): Script {
  const filename = path.join(__dirname, name);
  const source = `(function(module,exports,require,__filename){${readFileSync(filename, "utf8")}\n})`;
  const cachedData = read(path.join(cacheFolder, name));
  const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
  if (!cachedData || script.cachedDataRejected) notCached.set(name, script);
  return script;
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
  if (notCached.size === 0) return;
  mkdirSync(cacheFolder, { recursive: true });
  for (const [name, script] of notCached) {
    const file = path.join(cacheFolder, name);
    writeFileSync(`${file}.${process.pid}`, script.createCachedData());
    renameSync(`${file}.${process.pid}`, file);
  }
}
