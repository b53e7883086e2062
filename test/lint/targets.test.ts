import { mkdirSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { findTargets } from "../../src/lint/targets.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

function directories(cwd: string, ...paths: string[]): string[] {
  return findTargets(paths, cwd).directories.map((directory) => relative(cwd, directory) || ".");
}

test("finds the modules at and below a directory", () => {
  const cwd = temporaryDirectory({
    "main.tf": "",
    "modules/queue/main.tf": "",
    "tofu/main.tofu": "",
    "src/app.py": "",
  });
  expect(directories(cwd, ".")).toEqual([".", "modules/queue", "tofu"]);
});

test("leaves out the directories of tools", () => {
  const cwd = temporaryDirectory({
    "main.tf": "",
    ".terraform/modules/a/main.tf": "",
    "node_modules/b/main.tf": "",
    ".git/main.tf": "",
  });
  expect(directories(cwd, ".")).toEqual(["."]);
});

test("leaves out what .gitignore files name, and inner files take precedence", () => {
  const cwd = temporaryDirectory({
    ".git/HEAD": "",
    ".gitignore": "generated/\n/vendor\n",
    "main.tf": "",
    "generated/main.tf": "",
    "vendor/main.tf": "",
    "kept/.gitignore": "!generated/\nscratch\n",
    "kept/generated/main.tf": "",
    "kept/scratch/main.tf": "",
    "kept/vendor/main.tf": "",
  });
  expect(directories(cwd, ".")).toEqual([".", "kept/generated", "kept/vendor"]);
});

test("the repository's .gitignore applies to a directory below it", () => {
  const cwd = temporaryDirectory({
    ".git/HEAD": "",
    ".gitignore": "tmp/\n",
    "live/main.tf": "",
    "live/tmp/main.tf": "",
  });
  expect(directories(join(cwd, "live"), ".")).toEqual(["."]);
});

test("a path given on the command line is linted even if git ignores it", () => {
  const cwd = temporaryDirectory({ ".git/HEAD": "", ".gitignore": "tmp/\n", "tmp/main.tf": "" });
  expect(directories(cwd, "tmp")).toEqual(["tmp"]);
});

test("links to directories are not followed, links to files are", () => {
  const cwd = temporaryDirectory({ "a/main.tf": "", "shared/common.tf": "" });
  symlinkSync("..", join(cwd, "a/loop"));
  mkdirSync(join(cwd, "b"));
  symlinkSync("../shared/common.tf", join(cwd, "b/common.tf"));
  expect(directories(cwd, ".")).toEqual(["a", "b", "shared"]);
});

test("a directory whose name ends in .tf is a directory", () => {
  const cwd = temporaryDirectory({ "x.tf/main.tf": "" });
  expect(directories(cwd, ".")).toEqual(["x.tf"]);
});

test("a file is linted alone, within its module", () => {
  const cwd = temporaryDirectory({ "a/main.tf": "", "a/other.tf": "", "b/main.tf": "" });
  const { directories: found, covers } = findTargets(["a/main.tf"], cwd);
  expect(found).toEqual([join(cwd, "a")]);
  expect(["a/main.tf", "a/other.tf"].map((file) => covers(join(cwd, file)))).toEqual([true, false]);
});

test("a directory includes the policies and templates that its modules read, if they belong to these modules or to none", () => {
  const cwd = temporaryDirectory({
    "live/main.tf": "",
    "live/policies/orders.json": "{}",
    "modules/fn/main.tf": "",
    "modules/fn/policies/fn.json": "{}",
    "shared/queue.json.tpl": "{}",
  });
  const { covers } = findTargets(["live"], cwd);
  expect(covers(join(cwd, "live/policies/orders.json"))).toBe(true);
  expect(covers(join(cwd, "shared/queue.json.tpl"))).toBe(true);
  expect(covers(join(cwd, "modules/fn/policies/fn.json"))).toBe(false);
  expect(findTargets(["live/main.tf"], cwd).covers(join(cwd, "live/policies/orders.json"))).toBe(false);
});

test("naming a file together with its directory adds nothing", () => {
  const cwd = temporaryDirectory({ "a/main.tf": "", "a/other.tf": "" });
  const { directories: found, covers } = findTargets(["a/main.tf", "a"], cwd);
  expect(found).toHaveLength(1);
  expect(covers(join(cwd, "a/other.tf"))).toBe(true);
});

test.each([
  ["missing", "missing does not exist"],
  ["empty", "There are no Terraform files in empty"],
  ["app.py", "app.py is not a Terraform file"],
  ["app.py/x.tf", "app.py/x.tf does not exist"],
])("%s is refused with one sentence", (path, message) => {
  const cwd = temporaryDirectory({ "app.py": "", "empty/readme.md": "" });
  expect(() => findTargets([path], cwd)).toThrow(message);
});
