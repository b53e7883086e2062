// Measures parts of the program, in this process, on a bundle of its sources.
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { build } from "esbuild";

/** Bundles the measured parts into a folder with the layout of the package, and loads them. */
export async function loadSources(root, folder) {
  const outfile = join(folder, "dist/sources.mjs");
  const contents = `
    export { parseHcl, SourceFile } from "./src/hcl/index.ts";
    export { lint } from "./src/lint/index.ts";
    export { registry } from "./src/rules/registry.generated.ts";`;
  await build({
    stdin: { contents, resolveDir: root },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: ["@cdktf/hcl2json"],
    banner: { js: 'import{createRequire as r}from"node:module";const require=r(import.meta.url);' },
  });
  symlinkSync(join(root, "src/aws/data"), join(folder, "dist/data"));
  symlinkSync(join(root, "src/terraform/stand-ins"), join(folder, "dist/stand-ins"));
  symlinkSync(join(root, "package.json"), join(folder, "package.json"));
  return await import(outfile);
}

/** MB per second that our parser and HashiCorp's parse, the best of several rounds. */
export async function parseSpeeds({ parseHcl, SourceFile }, texts) {
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const best = async (rounds, each) => {
    let seconds = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      for (const text of texts) await each(text);
      seconds = Math.min(seconds, (performance.now() - start) / 1000);
    }
    return megabytes / seconds;
  };
  return {
    own: await best(20, (text) => parseHcl(new SourceFile("bench.tf", text))),
    hcl2json: await best(3, (text) => parse("bench.tf", text)),
  };
}

/**
 * What part of a run with every rule each rule takes by itself, the largest first. What rules share is built when the
 * first of them asks for it: each is run twice, and its second run counts. One directory at a time, as several may go
 * to threads.
 */
export async function ruleShares({ lint, registry }, directories) {
  const lintAll = async () => {
    for (const directory of directories) await lint(requestFor(directory));
  };
  const spent = new Map(registry.map(({ id }) => [id, 0]));
  const checks = new Map(registry.map(({ rule }) => [rule, rule.check]));
  const start = performance.now();
  await lintAll();
  const seconds = (performance.now() - start) / 1000;
  for (const { id, rule } of registry) {
    rule.check = (context, options) => {
      const check = checks.get(rule);
      const found = [...check(context, options)];
      const before = performance.now();
      for (const _ of check(context, options));
      spent.set(id, spent.get(id) + performance.now() - before);
      return found;
    };
  }
  await lintAll();
  for (const [rule, check] of checks) rule.check = check;
  const shares = Array.from(spent, ([id, milliseconds]) => ({ id, share: milliseconds / 1000 / seconds }));
  return { seconds, shares: shares.sort((a, b) => b.share - a.share) };
}

function requestFor(directory) {
  const layer = { origin: "bench", profile: "all", levels: new Map(), options: new Map(), variables: new Map() };
  return {
    paths: [directory],
    cwd: directory,
    configFile: undefined,
    flags: layer,
    only: [],
    variables: { assignments: [], files: [], environment: {} },
    asOf: "2026-11-26",
  };
}
