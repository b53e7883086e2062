import { posix } from "node:path";
import { runtime } from "../../aws/runtimes.ts";
import { oncePer } from "../../once-per.ts";
import { type Module, stringOf } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import { archiveOf, packageValues } from "../packaged-code.ts";
import { directoryOf } from "./source-folder.ts";

/** The class in Java that a function runs, where its source is next to the configuration. */
interface JavaProgram {
  /** The folder of the sources, as the configuration names it: `../orders/src/main/java`. */
  readonly folder: string;
  /** The file of the class in it. */
  readonly file: string;
  /** The class and the method: `Handler::handleRequest`. */
  readonly handler: string;
  /** The folders of the sources of the project's other modules, relative to `folder`. */
  readonly roots: readonly string[];
}

/** Where Maven and Gradle have the source of a module, unless Maven's build names another folder. */
const SOURCES = "src/main/java";
const NAMED_SOURCES = /<sourceDirectory>\s*(?:\$\{(?:project\.)?basedir\}\/)?([^<>\s$]+)\s*<\/sourceDirectory>/;
/** Folders of a repository in which the module may be, beside those that the build names. */
const PLACES = ["", "app", "backend", "code", "function", "functions", "java", "lambda", "lambdas", "service", "src"];
const LEVELS_ABOVE = 5;

/** Whether a function runs on Lambda's runtime for Java, whatever the language. */
export function isJava(fn: LambdaFunction): boolean {
  return fn.runtime !== undefined && runtime(fn.runtime)?.family === "java";
}

/** The class that a function runs; undefined unless there is exactly one that it can be. */
export const javaProgramOf = oncePer((fn: LambdaFunction): JavaProgram | undefined => {
  const handler = isJava(fn) ? handlerOf(fn) : undefined;
  if (!handler) return undefined;
  const { module } = fn.resource;
  for (const base of basesOf(fn))
    for (let level = 0; level <= LEVELS_ABOVE; level++) {
      const above = posix.join(base, "../".repeat(level));
      const modules = [...new Set([...placesIn(above, fn), ...projectsIn(above, module)])];
      const found = modules.filter(
        (each) => module.files.exists(posix.join(sourcesIn(each, module), handler.file)) === true,
      );
      const [only, ...others] = found;
      if (only !== undefined) return others.length > 0 ? undefined : programIn(only, handler, module);
    }
  return undefined;
});

interface JavaHandler {
  readonly file: string;
  readonly handler: string;
}

/** `com.acme.Handler::handle`, `com.acme.Handler`; a class inside of another one stands after `$`. */
function handlerOf(fn: LambdaFunction): JavaHandler | undefined {
  const [, folder = "", type = "", inner = "", method = "handleRequest"] =
    /^((?:\w+\.)*)(\w+)((?:\$\w+)*)(?:::(\w+))?$/.exec(fn.body.string("handler") ?? "") ?? [];
  if (type === "") return undefined;
  return { file: `${folder.replaceAll(".", "/")}${type}.java`, handler: `${type}${inner}::${method}` };
}

/** The folders of the package, or else the one that the configuration is run in. */
function basesOf(fn: LambdaFunction): readonly string[] {
  const archive = archiveOf(fn.resource)?.body;
  const packed = archive
    ? [archive.string("source_dir"), archive.string("source_file")]
    : packageValues(fn.resource).map(stringOf);
  const folders = packed.flatMap((path) => (path === undefined ? [] : [directoryOf(path)]));
  return [...new Set([...folders, "."])];
}

/** Folders that modules are in, usual ones and those that are called like the function. */
function placesIn(above: string, fn: LambdaFunction): readonly string[] {
  const named = [fn.body.string("function_name"), fn.resource.name, ...packageValues(fn.resource).map(jarName)];
  const names = [...new Set(named)].filter((name) => name !== undefined && /^[\w.-]+$/.test(name));
  const places = names.flatMap((name) => [`${name}`, `lambdas/${name}`, `functions/${name}`]);
  return [...PLACES, ...places].map((place) => posix.join(above, place));
}

/** `orders` of `target/orders-1.0-SNAPSHOT.jar` and `build/libs/orders-all.jar`. */
function jarName(value: Parameters<typeof stringOf>[0]): string | undefined {
  const path = stringOf(value);
  return path?.slice(path.lastIndexOf("/") + 1).replace(/(?:-\d.*|-(?:all|shaded|aws|lambda))?\.(?:jar|zip)$/, "");
}

/** The modules that the build in a folder names, in Maven those of modules too. */
function projectsIn(folder: string, module: Module, level = 0): readonly string[] {
  const pom = textOf(posix.join(folder, "pom.xml"), module);
  const inMaven = [...pom.matchAll(/<module>\s*([^<>\s]+)\s*<\/module>/g)].map(([, path = ""]) =>
    posix.join(folder, path),
  );
  const settings = ["settings.gradle", "settings.gradle.kts"].map((name) => textOf(posix.join(folder, name), module));
  const included = settings.flatMap((text) => text.split("\n").filter((line) => /^\s*(?:include\b|['"])/.test(line)));
  const inGradle = included
    .flatMap((line) => [...line.matchAll(/['"]:?([\w:./-]+)['"]/g)])
    .map(([, path = ""]) => posix.join(folder, path.replaceAll(":", "/")));
  const nested = level === 0 ? inMaven.flatMap((each) => projectsIn(each, module, 1)) : [];
  return [...inMaven, ...nested, ...inGradle];
}

/** The folder with the sources of a module. */
function sourcesIn(directory: string, module: Module): string {
  const [, named = SOURCES] = NAMED_SOURCES.exec(textOf(posix.join(directory, "pom.xml"), module)) ?? [];
  return posix.join(directory, named);
}

function textOf(file: string, module: Module): string {
  return module.files.exists(file) === true ? (module.files.read(file)?.text ?? "") : "";
}

function programIn(directory: string, { file, handler }: JavaHandler, module: Module): JavaProgram {
  const folder = sourcesIn(directory, module);
  const above = ["..", "../.."].map((path) => posix.join(directory, path));
  const others = above.flatMap((each) => projectsIn(each, module)).filter((each) => each !== directory);
  const roots = [...new Set(others)].map((each) => relative(folder, sourcesIn(each, module)));
  return { folder, file, handler, roots };
}

function relative(from: string, to: string): string {
  const base = "/-/-/-/-/-/-/-/-/-/-";
  return posix.relative(posix.join(base, from), posix.join(base, to));
}
