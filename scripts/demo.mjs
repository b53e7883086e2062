// Demonstrates the product: scaffolds a module, shows its files, lints it, and lints a module with mistakes.
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = join(root, ".demo");

function run(expectedExitCode, ...args) {
  console.log(`\n$ lambda-tf ${args.join(" ")}`);
  const { status } = spawnSync(process.execPath, [join(root, "bin/lambda-tf.js"), ...args], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== expectedExitCode) throw new Error(`lambda-tf ${args[0]} gave ${status}, not ${expectedExitCode}`);
}

function tree(directory, indent = "  ") {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    console.log(`${indent}${entry.name}${entry.isDirectory() ? "/" : ""}`);
    if (entry.isDirectory()) tree(join(directory, entry.name), `${indent}  `);
  }
}

/** Copies a fixture without the comments in which tests find the expected findings. */
function copyFixture(fixture, target) {
  cpSync(join(root, fixture), target, { recursive: true });
  for (const name of readdirSync(target, { recursive: true }).filter((file) => file.endsWith(".tf"))) {
    const file = join(target, name);
    writeFileSync(file, readFileSync(file, "utf8").replace(/[ \t]*# expect[+:].*/g, ""));
  }
}

rmSync(scratch, { recursive: true, force: true });
const module = join(relative(root, scratch), "orders");
run(0, "init", module, "--yes");
console.log(`\n${module}/`);
tree(join(root, module));
run(0, "lint", module);
console.log("\nA module with the mistakes that people make:");
const mistakes = join(relative(root, scratch), "mistakes");
copyFixture("fixtures/article", join(root, mistakes));
run(1, "lint", mistakes);
