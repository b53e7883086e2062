import { type Code, codeOf, handlerOf, isDeployedElsewhere, type LambdaFunction } from "../../lambda/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

/** Whether a file may define names in ways that are not recognized. */
const IS_OPAQUE: Readonly<Record<string, RegExp>> = {
  python: /import\s*\*|globals\(\)|setattr|__getattr__/,
  nodejs: /export\s*\*|module\.exports\s*=\s*[^{\s]|exports\[|\.\.\.|defineProperty|__export/,
};

const example = (file: string) => `data "archive_file" "orders" {
  type        = "zip"
  source_file = "orders.py"
  output_path = "orders.zip"
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "python3.14"
  handler       = "${file}.handler"
  filename      = data.archive_file.orders.output_path
}`;

export default defineRule({
  summary: "The package does not contain the file or function that the handler names",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Define the handler, for Python and Node.js (2026-11)",
  why: `Lambda creates the function all the same, and every invocation fails with Runtime.ImportModuleError or
Runtime.HandlerNotFound.`,
  ignoreWhen: "A build writes the file into the folder before the package is created.",
  bad: example("index"),
  good: example("orders"),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const fault = faultOf(fn);
      return fault ? [{ at: fn.place("handler"), resource: fn.resource.address, ...fault }] : [];
    });
  },
});

/**
 * Whether the file belongs to a package that the folder lists as a dependency, and so will exist once that is
 * installed.
 */
function mayBeInstalled(stem: string, { files, read }: Code): boolean {
  const [first = ""] = stem.split("/");
  if (first === "node_modules") return true;
  const listed = files.includes("requirements.txt") ? (read("requirements.txt") ?? "") : "";
  const distributions = listed.split("\n").map((line) => /^[\w-]+/.exec(line.trim())?.[0] ?? "");
  return distributions.some((name) => name !== "" && first.startsWith(name.toLowerCase().replaceAll("-", "_")));
}

/** Usual names of handlers. */
const HANDLERS = ["handler", "lambda_handler", "main"];
/** More suggestions would not help. */
const MAX_SUGGESTIONS = 2;

function suggestHandlers({ body }: LambdaFunction, handlers: readonly string[]): readonly Fix[] {
  if (handlers.length > MAX_SUGGESTIONS) return [];
  return suggestValues(
    body,
    "handler",
    handlers.map((handler) => JSON.stringify(handler)),
  );
}

/** The files of a package that contain a name, without their extensions. */
function filesWith(name: string, extensions: readonly string[], { files, read }: Code): readonly string[] {
  return files.flatMap((file) => {
    const extension = extensions.find((one) => file.endsWith(one));
    const isOwn = extension !== undefined && !file.includes("node_modules/");
    return isOwn && read(file)?.includes(name) ? [file.slice(0, -extension.length)] : [];
  });
}

interface Fault {
  readonly message: string;
  readonly help: string;
  readonly suggestions?: readonly Fix[];
}

function faultOf(fn: LambdaFunction): Fault | undefined {
  const found = handlerOf(fn);
  // the handler may be in a layer
  if (!found || fn.usesWrapper !== "no" || fn.hasLayers !== "no" || isDeployedElsewhere(fn)) return undefined;
  const { handler, family, stem, name, extensions } = found;
  const code = codeOf(fn);
  if (!code) return undefined;
  const path = extensions.map((extension) => `${stem}${extension}`).find((file) => code.files.includes(file));
  if (path === undefined) {
    if (
      code.isBuilt ||
      mayBeInstalled(stem, code) ||
      !code.files.some((file) => extensions.some((extension) => file.endsWith(extension)))
    )
      return undefined;
    return {
      message: `The handler of ${fn} is "${handler}", but ${code.source} contains no ${stem}${extensions[0]}`,
      help: `Name the file that holds the handler, without its extension: it has ${code.files.slice(0, 3).join(", ")}`,
      suggestions: suggestHandlers(
        fn,
        filesWith(name, extensions, code).map((file) => `${file}.${name}`),
      ),
    };
  }
  const text = code.read(path);
  // in Node.js the handler may be a member of an exported object: file.api.handler
  const isThere = text === undefined || name.split(".").every((part) => text.includes(part));
  if (isThere || IS_OPAQUE[family]?.test(text)) return undefined;
  return {
    message: `The handler of ${fn} is "${handler}", but ${path} contains nothing named ${name}`,
    help: `Name a function of ${path} after the last dot`,
    suggestions: suggestHandlers(
      fn,
      HANDLERS.filter((other) => new RegExp(`\\b${other}\\b`).test(text)).map((other) => `${stem}.${other}`),
    ),
  };
}
