import { posix } from "node:path";
import {
  type CodeUse,
  codeReader,
  type Entry,
  type Language,
  loadReader,
  type SourceFolder,
} from "../../code/index.ts";
import { oncePer } from "../../once-per.ts";
import { type Module, stringOf } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import { handlerOf } from "../handler.ts";
import { archiveOf, packageValues } from "../packaged-code.ts";
import { goProgramOf, isGo } from "./go-program.ts";
import { isJava, javaProgramOf } from "./java-program.ts";
import { LAYER_ROOTS, layerPath, layersOf, readFromLayer } from "./layers.ts";
import { aboveBuild, builtPart, directoryOf, folderIn } from "./source-folder.ts";

/** What a function's code uses, and where the code is. */
export interface FunctionCode extends CodeUse {
  /** The directory of the root module, absolute, which paths in the configuration are relative to. */
  readonly root: string;
  /** Whether the package is built from what was read, and so may contain more. */
  readonly isBuilt: boolean;
  /** Whether there is a layer that could not be read. */
  readonly lacksLayers: boolean;
  /** A file's path as the configuration would write it, relative to the root module: `src/orders.py`. */
  pathOf(file: string): string;
}

interface Source {
  readonly folder: string;
  readonly files: SourceFolder;
  readonly isBuilt: boolean;
}

/** A source with its entry: the code that runs first. */
interface EnteredSource extends Source {
  readonly entry: Entry;
}

const SOURCES = [".ts", ".mts", ".js", ".mjs", ".cjs", ".tsx", "/index.ts", "/index.js"];

/** Loads everything that reading the code of these functions needs; await it before calling `functionCode`. */
export async function prepareCode(functions: readonly LambdaFunction[]): Promise<void> {
  const readable = functions.filter((fn) => enteredSources(fn).length > 0);
  const languages = new Set(readable.map(languageOf));
  for (const language of languages) if (language) await loadReader(language);
}

function languageOf(fn: LambdaFunction): Language | undefined {
  if (isGo(fn)) return "go";
  if (isJava(fn)) return "java";
  const family = handlerOf(fn)?.family;
  return family === "nodejs" ? "javascript" : family;
}

/** What a function's code uses, if its source is next to the configuration; undefined if not. */
export const functionCode = oncePer((fn: LambdaFunction): FunctionCode | undefined => {
  const language = languageOf(fn);
  if (!language) return undefined;
  for (const source of enteredSources(fn)) {
    const use = readSource(fn, source, language);
    if (!use || use.files.length === 0) continue;
    const root = fn.resource.module.root.directory.path;
    const { layers, isWhole } = layersOf(fn);
    const pathOf = (path: string) => layerPath(layers, path) ?? posix.join(source.folder, path);
    return { ...use, root, isBuilt: source.isBuilt, lacksLayers: !isWhole, pathOf };
  }
  return undefined;
});

/** Folders above an unbuilt source that it may import from. */
const LEVELS_ABOVE = ["..", "../..", "../../.."];

function readSource(fn: LambdaFunction, source: EnteredSource, language: Language): CodeUse | undefined {
  const { files, isBuilt, entry } = source;
  const { layers } = layersOf(fn);
  const ofLayers = layers.length === 0 ? [] : LAYER_ROOTS[language];
  const folder: SourceFolder = {
    ...files,
    has: (path) => layerPath(layers, path) !== undefined || (!path.startsWith("/") && files.has(path)),
    read: (path) => readFromLayer(layers, path) ?? files.read(path),
    roots: [...ofLayers, ...(files.roots ?? (isBuilt ? LEVELS_ABOVE : []))],
  };
  return codeReader()?.(folder, entry, language);
}

/** The possible sources that contain the function's handler or program. */
function enteredSources(fn: LambdaFunction): readonly EnteredSource[] {
  const program = goProgramOf(fn);
  if (program) {
    const { folder, package: file } = program;
    return [{ folder, files: folderIn(fn.resource.module, folder), isBuilt: true, entry: { file, name: "main" } }];
  }
  const inJava = javaProgramOf(fn);
  if (inJava) {
    const { folder, file, handler, roots } = inJava;
    const { module } = fn.resource;
    const files = { ...folderIn(module, folder), roots, all: () => javaFiles(folder, roots, module) };
    return [{ folder, files, isBuilt: true, entry: { file, name: handler } }];
  }
  const name = handlerOf(fn)?.name;
  if (name === undefined) return [];
  return sourcesOf(fn).flatMap((source) => {
    const file = handlerFile(fn, source.files);
    return file === undefined ? [] : [{ ...source, entry: { file, name } }];
  });
}

/** The files below the folders of a project's sources; undefined if they cannot be listed. */
function javaFiles(folder: string, roots: readonly string[], module: Module): readonly string[] | undefined {
  const listed = ["", ...roots].map((root) => {
    const directory = posix.join(folder, root);
    // modules without sources, or outside of what may be read
    if (!module.files.set(directory, "*")) return [];
    return module.files.set(directory, "**/*.java")?.map((file) => posix.join(root, file));
  });
  return listed.some((files) => files === undefined) ? undefined : listed.flatMap((files) => files ?? []);
}

/** The file in a folder that contains a function's handler; undefined if there is none. */
function handlerFile(fn: LambdaFunction, files: SourceFolder): string | undefined {
  const handler = handlerOf(fn);
  const extensions = handler?.family === "python" ? [".py", "/__init__.py"] : SOURCES;
  return handler && extensions.map((extension) => `${handler.stem}${extension}`).find((each) => files.has(each));
}

/** Where the source may be: the files that are packed, or those that they are built from. */
function sourcesOf(fn: LambdaFunction): readonly Source[] {
  const archive = archiveOf(fn.resource);
  if (!archive) return besidePackage(fn);
  const { body, module } = archive;
  const file = body.string("source_file");
  const directory = body.string("source_dir") ?? (file === undefined ? undefined : directoryOf(file));
  if (directory === undefined) return blockSource(body);
  const packed = file === undefined ? folderIn(module, directory) : oneFile(module, file);
  const built = { isBuilt: true };
  return [
    { folder: directory, files: packed, isBuilt: false },
    ...beforeBuild(directory, fn).map((folder) => ({ folder, files: folderIn(module, folder), ...built })),
  ];
}

/**
 * The likely source of a package that is not built by Terraform: a folder with the package's name near it; or the
 * folders around it, if no other function's code is in them or the handler tells in which folder it is.
 */
function besidePackage(fn: LambdaFunction): readonly Source[] {
  const { module } = fn.resource;
  return packageValues(fn.resource).flatMap((value) => {
    const file = stringOf(value);
    if (file === undefined || !/[^/]\.(?:zip|jar)$/.test(file)) return [];
    const [within, name] = [directoryOf(file), file.slice(file.lastIndexOf("/") + 1).replace(/\.\w+$/, "")];
    const around = [...new Set([within, aboveBuild(within)])];
    const isSole = module.resourcesOf("aws_lambda_function").length === 1 || namesFolder(fn);
    const folders = [
      ...around.flatMap((folder) => [posix.join(folder, name), posix.join(folder, "src", name)]),
      ...(isSole ? around.flatMap((folder) => [posix.join(folder, "src"), folder]) : []),
      ...(namesFolder(fn) ? [posix.join(within, "..")] : []),
    ];
    return [...new Set(folders)].map((folder) => ({ folder, files: folderIn(module, folder), isBuilt: true }));
  });
}

/** Whether a handler includes the folder in the package: `orders/main.handler`. */
function namesFolder(fn: LambdaFunction): boolean {
  return handlerOf(fn)?.stem.includes("/") ?? false;
}

/**
 * The sources of a build output such as `dist`: `src` next to it, or the folder around it, at the same path below or as
 * a whole.
 */
function beforeBuild(directory: string, fn: LambdaFunction): readonly string[] {
  const parts = directory.split("/");
  const at = builtPart(parts);
  if (at < 0) return [];
  const [above, below] = [parts.slice(0, at), parts.slice(at + 1)];
  return [
    [...above, "src", ...below],
    [...above, ...below],
    ...(below.length > 0 && namesFolder(fn) ? [above] : []),
  ].map((path) => path.join("/") || ".");
}

function oneFile(module: Module, path: string): SourceFolder {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return {
    has: (file) => file === name && module.files.exists(path) === true,
    read: () => module.files.read(path)?.text,
  };
}

/** Files whose content is written in the archive_file itself. */
function blockSource(body: LambdaFunction["body"]): readonly Source[] {
  const named = body.blocks("source").map((block) => [block.string("filename"), block.string("content")] as const);
  const inline = [body.string("source_content_filename"), body.string("source_content")] as const;
  const texts = new Map(
    [...named, inline].flatMap(([name, text]) =>
      name !== undefined && text !== undefined ? [[name, text] as const] : [],
    ),
  );
  if (texts.size === 0) return [];
  return [{ folder: ".", files: { has: (file) => texts.has(file), read: (file) => texts.get(file) }, isBuilt: false }];
}
