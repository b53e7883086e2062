import { posix } from "node:path";
import { runtime } from "../../aws/runtimes.ts";
import { oncePer } from "../../once-per.ts";
import { type Module, stringOf } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import { archiveOf, packageValues } from "../packaged-code.ts";
import { aboveBuild, directoryOf, folderIn } from "./source-folder.ts";

/** The Go program from which a function's package is built. */
interface GoProgram {
  /** The folder of its module, as the configuration names it. */
  readonly folder: string;
  /** The folder of the package `main` in the module. */
  readonly package: string;
}

/** Imports of the Go runtime interface client, directly or through an adapter of a web framework. */
const HANDLES_EVENTS =
  /"github\.com\/(?:aws\/aws-lambda-go|awslabs\/aws-lambda-go-api-proxy|akrylysov\/algnhsa|apex\/gateway)[/"]/;
/** Names in paths that do not distinguish functions. */
const GENERAL =
  /^(?:\.+|\.?(?:dist|build|out|output|bin|bundle|target|package|packages|artifacts|release|zip|zips|tmp)|bootstrap|main|handler|lambdas?|functions?|deployment|payload|cmd|src|code|app|go|linux|arm64|amd64|x86_64|)$/;
/** Folders of a repository in which the Go module may be. */
const PLACES = ["", "src", "app", "code", "go", "golang", "backend", "lambda", "lambdas", "functions", "lambda/src"];
/** Build files of other languages that also produce a binary for a custom runtime. */
const OTHER_BUILDS = ["Cargo.toml", "pom.xml", "build.gradle", "build.gradle.kts", "Package.swift"];
const LEVELS_ABOVE = 5;
const MOST_FILES = 400;

/** The program that a function runs, if its source is next to the configuration; undefined if that is not certain. */
export const goProgramOf = oncePer((fn: LambdaFunction): GoProgram | undefined => {
  if (!isGo(fn)) return undefined;
  for (const packed of packedPaths(fn)) {
    const found = besideBinary(packed.folder, fn.resource.module) ?? inRepository(packed, fn);
    if (found) return found;
  }
  return undefined;
});

/** Whether a function may be written in Go, which has no runtime of its own. */
export function isGo(fn: LambdaFunction): boolean {
  const family = fn.runtime === undefined ? undefined : runtime(fn.runtime)?.family;
  return family === "provided" || family === "go";
}

/** The path of a binary, or of the package that contains it. */
interface PackedPath {
  readonly path: string;
  readonly folder: string;
}

function packedPaths(fn: LambdaFunction): readonly PackedPath[] {
  const archive = archiveOf(fn.resource)?.body;
  const file = archive?.string("source_file");
  const directory = archive?.string("source_dir");
  if (directory !== undefined) return [{ path: directory, folder: directory }];
  const paths = file !== undefined ? [file] : archive ? [] : packageValues(fn.resource).map(stringOf);
  return paths.flatMap((path) => (path === undefined ? [] : [{ path, folder: directoryOf(path) }]));
}

/** The program next to the binary, or the one from whose folder it is built. */
function besideBinary(folder: string, module: Module): GoProgram | undefined {
  const directory = [folder, aboveBuild(folder), posix.join(folder, "..")].find((each) => isProgram(each, module));
  if (directory === undefined) return undefined;
  const above = Array.from({ length: LEVELS_ABOVE + 1 }, (_, level) => posix.join(directory, "../".repeat(level)));
  const root = above.find((each) => isModule(each, module)) ?? directory;
  return { folder: root, package: relative(root, directory) };
}

/** The program of the repository with the same name as the package, or the only one. */
function inRepository(packed: PackedPath, fn: LambdaFunction): GoProgram | undefined {
  const { module } = fn.resource;
  const names = namesOf(packed.path, fn);
  const within = posix.join(packed.folder);
  for (let level = 0; level <= LEVELS_ABOVE; level++) {
    const above = posix.join(within, "../".repeat(level));
    const places = [
      ...PLACES,
      ...names.flatMap((name) => [name, `lambda/${name}`, `lambdas/${name}`, `functions/${name}`, `src/${name}`]),
    ];
    const roots = [...new Set(places.map((place) => posix.join(above, place)))].filter((each) =>
      isModule(each, module),
    );
    const programs = roots.flatMap((root) => programsIn(module).of(root));
    if (programs.length > 0) return chosen(programs, names, fn);
    if (OTHER_BUILDS.some((name) => module.files.exists(posix.join(above, name)) === true)) return undefined;
  }
  return undefined;
}

function chosen(programs: readonly GoProgram[], names: readonly string[], fn: LambdaFunction): GoProgram | undefined {
  for (const name of names) {
    const called = programs.filter((program) => callNames(program).includes(plain(name)));
    if (called.length === 1) return called[0];
  }
  const isSole = fn.resource.module.resourcesOf("aws_lambda_function").length === 1;
  return programs.length === 1 && isSole ? programs[0] : undefined;
}

/** The names of a program: of its folder, alone or with the parent: `create`, `order-create`, `create-order`. */
function callNames({ folder, package: directory }: GoProgram): readonly string[] {
  const [last, outer] = tellingParts(posix.join(folder, directory));
  if (last === undefined) return [];
  return outer === undefined ? [plain(last)] : [plain(last), plain(outer + last), plain(last + outer)];
}

/** The names in a path that distinguish functions, the innermost first. */
function tellingParts(path: string): readonly string[] {
  return path
    .replace(/\.(?:zip|exe)$/, "")
    .split("/")
    .reverse()
    .filter((part) => !GENERAL.test(part));
}

/** The possible names of a function's program, the most likely first. */
function namesOf(path: string, fn: LambdaFunction): readonly string[] {
  const [last, outer] = tellingParts(path);
  const both = last === undefined || outer === undefined ? [] : [outer + last];
  const given = [fn.body.string("handler"), fn.body.string("function_name"), fn.resource.name];
  const named = given.filter((name) => name !== undefined);
  return [...new Set([...both, ...tellingParts(path), ...named])].filter((name) => !GENERAL.test(name));
}

function plain(name: string): string {
  return name.replaceAll(/[-_]/g, "").toLowerCase();
}

function isModule(folder: string, module: Module): boolean {
  return module.files.exists(posix.join(folder, "go.mod")) === true;
}

function isProgram(folder: string, module: Module): boolean {
  const files = folderIn(module, folder);
  const texts = (files.list?.("") ?? []).filter(isSource).map((file) => files.read(file) ?? "");
  return isMain(texts);
}

function isSource(file: string): boolean {
  return file.endsWith(".go") && !file.endsWith("_test.go") && !/(?:^|\/)(?:vendor|node_modules|testdata)\//.test(file);
}

function isMain(texts: readonly string[]): boolean {
  return texts.some((text) => /^package main\b/m.test(text)) && texts.some((text) => HANDLES_EVENTS.test(text));
}

/** The programs in the Go modules around a configuration. */
const programsIn = oncePer((module: Module) => {
  const known = new Map<string, readonly GoProgram[]>();
  return {
    of: (root: string) => {
      const found = known.get(root) ?? findPrograms(root, module);
      known.set(root, found);
      return found;
    },
  };
});

function findPrograms(root: string, module: Module): readonly GoProgram[] {
  const files = (module.files.set(root, "**/*.go") ?? []).filter(isSource);
  if (files.length > MOST_FILES) return [];
  const byFolder = new Map<string, string[]>();
  for (const file of files) {
    const folder = file.includes("/") ? directoryOf(file) : "";
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), module.files.read(posix.join(root, file))?.text ?? ""]);
  }
  return [...byFolder].filter(([, texts]) => isMain(texts)).map(([folder]) => ({ folder: root, package: folder }));
}

function relative(root: string, directory: string): string {
  return posix.relative(posix.join("/-/-/-/-/-/-/-/-", root), posix.join("/-/-/-/-/-/-/-/-", directory));
}
