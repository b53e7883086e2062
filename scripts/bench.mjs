// Measures the times that users wait for, also as ratios to the best that the machine can do; writes
// bench-results.json.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { benchModule, largeModule } from "./bench-modules.mjs";
import { loadSources, parseSpeeds, ruleShares } from "./bench-parts.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const binary = join(root, "bin/lambda-tf.js");
const scratch = mkdtempSync(join(tmpdir(), "lambda-tf-bench-"));
const rows = [];

function report(name, value, unit, ratio) {
  rows.push({
    name,
    value: Number(value.toPrecision(3)),
    unit,
    ...(ratio === undefined ? {} : { ratio: Number(ratio.toPrecision(3)) }),
  });
}

/**
 * The shortest of several runs of each command, in milliseconds: the others were disturbed. The commands take turns, so
 * that a busy machine disturbs them alike.
 */
function shortest(commands, times = 20) {
  const best = commands.map(() => Number.POSITIVE_INFINITY);
  for (let i = 0; i < times; i++) {
    for (const [index, args] of commands.entries()) {
      const start = performance.now();
      const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
      if (status !== 0) throw new Error(`${args.join(" ")} gave ${status}: ${stderr}`);
      best[index] = Math.min(best[index], performance.now() - start);
    }
  }
  return best;
}

/** One run: its seconds, its seconds of processor time, and its maximum of memory in MB. */
function measure(args) {
  const script = `
    process.argv.splice(1, 1);
    process.on("exit", () => process.stderr.write(JSON.stringify(process.resourceUsage())));
    require(${JSON.stringify(join(root, "dist/start.cjs"))}).main(process.argv.slice(1)).then((code) => { process.exitCode = code; });`;
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["-e", script, "--", "-", ...args], {
    encoding: "utf8",
    // a report of thousands of findings is larger than the default limit of an output
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status !== 0) throw new Error(`${args.join(" ")} gave ${status}: ${stderr}`);
  const seconds = (performance.now() - start) / 1000;
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(stderr);
  return { seconds, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
}

/** Writes a number of modules into a new directory; returns the directory, and the size of all files in MB. */
function writeModules(name, modules) {
  const directory = join(scratch, name);
  let bytes = 0;
  for (const [number, files] of modules.entries()) {
    const folder = join(directory, `module-${number}`);
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      writeFileSync(join(folder, file), text);
      bytes += Buffer.byteLength(text);
    }
  }
  return { directory, megabytes: bytes / 1e6 };
}

const modules = (count) => Array.from({ length: count }, (_, number) => benchModule(number));

function benchStart() {
  const one = writeModules("one", modules(1));
  const commands = [
    ["-e", "0"],
    [binary, "--version"],
    [binary, "lint", one.directory, "--fail-on", "never"],
  ];
  const [bare, version, lint] = shortest(commands);
  report("node -e 0", bare, "ms", 1);
  report("lambda-tf --version", version, "ms", version / bare);
  report("lint of a module of ten files, cold", lint, "ms", lint / bare);
}

/** The preset with most files and everything that scanners ask for: the shortest of several runs into new folders. */
function benchInit() {
  const answers = ["--preset", "microservice", "--set", "hardened=true", "--set", "language=typescript", "--yes"];
  const runs = Array.from({ length: 10 }, (_, number) =>
    measure(["init", join(scratch, `init-${number}`), ...answers]),
  );
  report("init of the largest preset", Math.min(...runs.map(({ seconds }) => seconds)), "s");
  report("  processor time", Math.min(...runs.map(({ cpuSeconds }) => cpuSeconds)), "s");
}

function benchTree() {
  const counts = [250, 1000];
  const [quarter, whole] = counts.map((count) => writeModules(`tree-${count}`, modules(count)));
  const lint = ({ directory }) => measure(["lint", directory, "--fail-on", "never", "--format", "json"]);
  const small = lint(quarter);
  const [first, second] = [lint(whole), lint(whole)];
  report(`lint of 1,000 modules (10,000 files, ${whole.megabytes.toFixed(1)} MB)`, first.seconds, "s");
  report("  the same again, over the first", second.seconds, "s", second.seconds / first.seconds);
  report("  throughput", whole.megabytes / Math.min(first.seconds, second.seconds), "MB/s");
  report("  peak memory", first.megabytes, "MB");
  report("  peak memory over that of a quarter of it", small.megabytes, "MB", first.megabytes / small.megabytes);
}

function benchOneModule() {
  const seconds = [1000, 2000].map((count) => {
    const { directory } = writeModules(`functions-${count}`, [largeModule(count)]);
    return measure(["lint", directory, "--profile", "all", "--fail-on", "never", "--format", "json"]).seconds;
  });
  const [half, whole] = seconds;
  report("lint of one module of 2,000 functions with every rule", whole, "s");
  report("  over that of half of it", half, "s", whole / half);
}

async function benchParts() {
  const sources = await loadSources(root, scratch);
  const texts = modules(50).flatMap((files) => Object.values(files));
  const { own, hcl2json } = await parseSpeeds(sources, texts);
  report("parse", own, "MB/s");
  report("  over hcl2json", hcl2json, "MB/s", own / hcl2json);

  const cases = [
    ["200 modules", writeModules("rules", modules(200)).directory],
    ["one module of 400 functions", writeModules("large", [largeModule(400)]).directory],
  ];
  for (const [name, directory] of cases) {
    const folders = readdirSync(directory).map((folder) => join(directory, folder));
    const { seconds, shares } = await ruleShares(sources, folders);
    report(`lint of ${name} with every rule`, seconds, "s");
    for (const { id, share } of shares.slice(0, 5)) report(`  ${id}`, share * seconds, "s", share);
  }
}

try {
  benchStart();
  benchInit();
  benchTree();
  benchOneModule();
  await benchParts();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const width = Math.max(...rows.map(({ name }) => name.length));
for (const { name, value, unit, ratio } of rows) {
  console.log(`${name.padEnd(width)}  ${`${value} ${unit}`.padStart(12)}${ratio === undefined ? "" : `  ${ratio} x`}`);
}
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
writeFileSync(join(root, "bench-results.json"), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
