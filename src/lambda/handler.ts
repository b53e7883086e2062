import { runtime } from "../aws/runtimes.ts";
import type { LambdaFunction } from "./function.ts";

/** What a function's handler names. */
export interface Handler {
  /** As it is written: `src/orders.handler`. */
  readonly handler: string;
  readonly family: "python" | "nodejs";
  /** The file, without its extension. */
  readonly stem: string;
  /** The function in it. */
  readonly name: string;
  /** In which the file may be; the first is what most would write. */
  readonly extensions: readonly string[];
}

/** The file and function that a handler names in Python and Node.js; undefined for other runtimes and what is not known. */
export function handlerOf(fn: LambdaFunction): Handler | undefined {
  const handler = fn.body.string("handler");
  const family = fn.runtime === undefined ? undefined : runtime(fn.runtime)?.family;
  if (handler === undefined || !/[^/.]\.\w/.test(handler)) return undefined;
  if (family === "python") {
    const dot = handler.lastIndexOf(".");
    const extensions = [".py", "/__init__.py", ".pyc", ".so"];
    return {
      handler,
      family,
      stem: handler.slice(0, dot).replaceAll(".", "/"),
      name: handler.slice(dot + 1),
      extensions,
    };
  }
  if (family !== "nodejs") return undefined;
  const dot = handler.indexOf(".", handler.lastIndexOf("/") + 1);
  const extensions = [".js", ".mjs", ".cjs"];
  return { handler, family, stem: handler.slice(0, dot), name: handler.slice(dot + 1), extensions };
}
