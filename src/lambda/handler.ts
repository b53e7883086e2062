import { runtime } from "../aws/runtimes.ts";
import type { LambdaFunction } from "./function.ts";

/** What a function's handler refers to. */
export interface Handler {
  /** As written: `src/orders.handler`. */
  readonly handler: string;
  readonly family: "python" | "nodejs";
  /** The file, without its extension. */
  readonly stem: string;
  /** The function in it. */
  readonly name: string;
  /** Extensions that the file may have; the first is the usual one. */
  readonly extensions: readonly string[];
}

/**
 * The file and function that a handler refers to in Python and Node.js; undefined for other runtimes and unknown
 * handlers.
 */
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
