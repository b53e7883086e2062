import { type RuntimeFamily, runtime } from "../../aws/runtimes.ts";
import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

/** The format of handlers for each family of runtimes, and a test for wrong ones. Other families accept anything. */
const FORMS: Partial<Record<RuntimeFamily, { readonly form: string; readonly isWrong: (handler: string) => boolean }>> =
  {
    python: {
      form: "file.function, such as orders.handler for orders.py",
      isWrong: (handler) => !/[^/.]\.\w+$/.test(handler) || hasExtension(handler, "py"),
    },
    nodejs: {
      form: "file.export, such as index.handler for index.js",
      isWrong: (handler) => !/[^/.]\.\w/.test(handler) || hasExtension(handler, "[cm]?[jt]s"),
    },
    ruby: {
      form: "file.method, such as orders.handler for orders.rb",
      isWrong: (handler) => !/[^/.]\.\w/.test(handler) || hasExtension(handler, "rb"),
    },
    java: {
      form: "package.Class::method or package.Class",
      isWrong: (handler) => handler.split("::").length > 2 || /\.(?:java|jar|class)$/.test(handler),
    },
    dotnet: {
      form: "Assembly::Namespace.Class::Method, or the assembly alone",
      isWrong: (handler) => ![1, 3].includes(handler.split("::").length) || /\.(?:dll|cs)$/i.test(handler),
    },
  };

export default defineRule({
  summary: "A handler does not have the form that its runtime expects",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["aws_lambda_function_invalid_handler"] },
  source: "AWS Lambda developer guide, Define the handler, for each runtime (2026-11)",
  why: "Lambda accepts any handler, and then every invocation fails because the runtime cannot find what to call.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "python3.14"
  handler       = "orders.py"
  filename      = "orders.zip"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "python3.14"
  handler       = "orders.handler"
  filename      = "orders.zip"
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const handler = fn.body.string("handler");
      if (handler === undefined || fn.runtime === undefined || fn.usesWrapper !== "no") return [];
      const family = runtime(fn.runtime)?.family;
      const form = family && FORMS[family];
      if (!form || (!/\s/.test(handler) && handler !== "" && !form.isWrong(handler))) return [];
      // an empty default means that a value has to be given
      if (handler === "" && isCallersChoice(fn.resource, "handler")) return [];
      return [
        {
          at: fn.place("handler"),
          resource: fn.resource.address,
          message: `The handler "${handler}" of ${fn} does not have the form that ${fn.runtime} expects`,
          help: `Write it as ${form.form}`,
          suggestions: suggestValues(fn.body, "handler", mended(handler, form.isWrong)),
        },
      ];
    });
  },
});

/** Whether the file is named with its extension, which the runtime adds itself. */
function hasExtension(handler: string, extension: string): boolean {
  const name = handler.slice(handler.lastIndexOf("/") + 1);
  return new RegExp(`^[^.]+\\.${extension}(?:\\.\\w+)?$`).test(name);
}

/** The handler without its file's extension, which the runtime adds itself, if it is valid then. */
function mended(handler: string, isWrong: (handler: string) => boolean): readonly string[] {
  const short = handler.trim().replace(/\.(?:py|[cm]?[jt]s|rb|java|jar|class|dll|cs)(?=\.\w+$|$)/, "");
  return short === handler || /\s/.test(short) || isWrong(short) ? [] : [JSON.stringify(short)];
}
