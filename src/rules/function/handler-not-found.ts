import { runtime } from "../../aws/runtimes.ts";
import { codeOf, type LambdaFunction } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";

interface Language {
  /** Without extension, the files in which the module of a handler may be; the first is what most would write. */
  readonly file: (handler: string) => string;
  readonly name: (handler: string) => string;
  readonly extensions: readonly string[];
  /** Whether a file may define names in a way that reading cannot follow. */
  readonly isOpaque: RegExp;
}

const PYTHON: Language = {
  file: (handler) => handler.slice(0, handler.lastIndexOf(".")).replaceAll(".", "/"),
  name: (handler) => handler.slice(handler.lastIndexOf(".") + 1),
  extensions: [".py", "/__init__.py", ".pyc", ".so"],
  isOpaque: /import\s*\*|globals\(\)|setattr|__getattr__/,
};
const NODE: Language = {
  file: (handler) => handler.slice(0, handler.indexOf(".", handler.lastIndexOf("/") + 1)),
  name: (handler) => handler.slice(handler.indexOf(".", handler.lastIndexOf("/") + 1) + 1),
  extensions: [".js", ".mjs", ".cjs"],
  isOpaque: /export\s*\*|module\.exports\s*=\s*[^{\s]|exports\[|\.\.\.|defineProperty|__export/,
};
const LANGUAGES: ReadonlyMap<string, Language> = new Map([
  ["python", PYTHON],
  ["nodejs", NODE],
]);

export default defineRule({
  summary: "The package has no such file or function as the handler names",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Define the handler, for Python and Node.js (2026-11)",
  why: `Lambda creates the function all the same, and every invocation fails with Runtime.ImportModuleError or
Runtime.HandlerNotFound.`,
  ignoreWhen: "A build writes the file into the folder before the package is made.",
  bad: `data "archive_file" "orders" {
  type        = "zip"
  source_file = "orders.py"
  output_path = "orders.zip"
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "python3.14"
  handler       = "index.handler"
  filename      = data.archive_file.orders.output_path
}`,
  good: `data "archive_file" "orders" {
  type        = "zip"
  source_file = "orders.py"
  output_path = "orders.zip"
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "python3.14"
  handler       = "orders.handler"
  filename      = data.archive_file.orders.output_path
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const fault = faultOf(fn);
      return fault ? [{ at: fn.place("handler"), resource: fn.resource.address, ...fault }] : [];
    });
  },
});

function faultOf(fn: LambdaFunction): { message: string; help: string } | undefined {
  const handler = fn.body.string("handler");
  const language = LANGUAGES.get((fn.runtime && runtime(fn.runtime)?.family) ?? "");
  // the handler may be a layer's
  if (!handler || !/[^/.]\.\w/.test(handler) || !language || fn.usesWrapper !== "no" || fn.hasLayers !== "no")
    return undefined;
  const code = codeOf(fn);
  if (!code) return undefined;
  const stem = language.file(handler);
  const path = language.extensions.map((extension) => `${stem}${extension}`).find((name) => code.files.includes(name));
  if (path === undefined) {
    if (code.isBuilt || !code.files.some((file) => language.extensions.some((extension) => file.endsWith(extension))))
      return undefined;
    return {
      message: `The handler of ${fn} is "${handler}", but ${code.source} holds no ${stem}${language.extensions[0]}`,
      help: `Name the file that holds the handler, without its extension: it has ${code.files.slice(0, 3).join(", ")}`,
    };
  }
  const text = code.read(path);
  const name = language.name(handler);
  if (text === undefined || text.includes(name) || language.isOpaque.test(text)) return undefined;
  return {
    message: `The handler of ${fn} is "${handler}", but ${path} holds nothing named ${name}`,
    help: `Name a function of ${path} after the last dot`,
  };
}
