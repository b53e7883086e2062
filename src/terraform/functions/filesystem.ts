import { SourceFile } from "../../hcl/index.ts";
import { known, list, type ObjectValue, type Place, unknown, type Value } from "../values/value.ts";
import { type CallContext, type Definition, type FunctionTable, lenient, strict } from "./definition.ts";
import { type Algorithm, digest } from "./hash.ts";
import { text } from "./parameters.ts";
import { invalid, notEvaluated, Refusal } from "./refusal.ts";
import { knownText } from "./text-parts.ts";

/** Functions on paths and files. `abspath` is left out, as it depends on the machine. */
export const filesystemFunctions: FunctionTable = {
  basename: strict([text], (path) => /(?<![^/])([^/]+)\/*$/.exec(path)?.[1] ?? (path === "" ? "." : "/")),
  dirname: strict([text], directoryOf),
  pathexpand: strict([text], (path) => (path.startsWith("~") ? notEvaluated() : path)),
  file: lenient(1, 1, (context, path) => {
    const file = read(context, path);
    // the place of a file's content is the file
    return known(file.text, { file, start: 0, end: file.text.length });
  }),
  // what is not there yet may be made before Terraform runs, as packages are
  fileexists: lenient(1, 1, ({ place, files }, path) => known(files.exists(pathText(path)) || notRead(), place)),
  fileset: lenient(2, 2, ({ place, files }, directory, pattern) => {
    const paths = files.set(pathText(directory), pathText(pattern)) ?? notRead();
    const elements = paths.map((path) => known(path, place));
    return list(elements, place, "set");
  }),
  filebase64: ofBytes((content) => Buffer.from(content).toString("base64")),
  filebase64sha256: fileDigest("sha256", "base64"),
  filebase64sha512: fileDigest("sha512", "base64"),
  filemd5: fileDigest("md5", "hex"),
  filesha1: fileDigest("sha1", "hex"),
  filesha256: fileDigest("sha256", "hex"),
  filesha512: fileDigest("sha512", "hex"),
  templatefile: lenient(2, 2, (context, path, variables) => {
    const file = read(context, path);
    return context.evaluateTemplate(file, { start: 0, end: file.text.length }, templateVariables(variables));
  }),
  templatestring: lenient(2, 2, (context, template, variables) => {
    const { file, start, end } = stretchOf(template);
    return context.evaluateTemplate(file, { start, end }, templateVariables(variables));
  }),
};

/** Where a template's text is; one with escapes, whose text is nowhere as it is, gets a file of its own. */
function stretchOf(template: Value): Place {
  const content = knownText(template) ?? notEvaluated();
  const { file, start, end } = template.place;
  const within = file.text.slice(start, end).indexOf(content);
  if (within >= 0) return { file, start: start + within, end: start + within + content.length };
  return { file: new SourceFile(`${file.path} (template)`, content), start: 0, end: content.length };
}

function notRead(): never {
  throw new Refusal("not-read");
}

function pathText(path: Value): string {
  return knownText(path) ?? notEvaluated();
}

function read({ files }: CallContext, path: Value): SourceFile {
  const found = files.read(pathText(path)) ?? notRead();
  return new SourceFile(found.path, found.text);
}

function fileDigest(algorithm: Algorithm, encoding: "hex" | "base64"): Definition {
  return ofBytes((content) => digest(algorithm, content, encoding));
}

/** Files are read as text: the bytes of one that is not UTF-8 are not known. */
function ofBytes(convert: (content: string) => string): Definition {
  return lenient(1, 1, (context, path) => {
    const { text: content } = read(context, path);
    return content.includes("\ufffd")
      ? unknown("not-evaluated", context.place)
      : known(convert(content), context.place);
  });
}

/** Unknown if the object is open, as names that it may contain would count as undeclared. */
function templateVariables(variables: Value): ObjectValue {
  if (variables.kind === "object") return variables.open ? notEvaluated() : variables;
  return variables.kind === "unknown" || variables.kind === "resource" ? notEvaluated() : invalid();
}

/** Cleans a path like Go's path.Clean: no empty and `.` steps, and `..` resolved where possible. */
function clean(path: string): string {
  const root = path.startsWith("/") ? "/" : "";
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.length > 0 && steps.at(-1) !== "..") steps.pop();
    else if (root === "") steps.push(step);
  }
  return root + steps.join("/") || ".";
}

/** Everything before the last slash, cleaned: the directory of `a/b/` is `a/b`. */
function directoryOf(path: string): string {
  return clean(path.slice(0, path.lastIndexOf("/") + 1));
}
