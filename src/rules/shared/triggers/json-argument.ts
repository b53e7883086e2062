import { type BlockValue, jsonContent, type Place, stringOf, type Value } from "../../../terraform/index.ts";
import { isJson } from "./is-json.ts";

/** An argument whose text should be JSON: what it holds, or that it is known to hold none. */
export function jsonArgument(
  body: BlockValue,
  argument: string,
): { readonly content?: Value; readonly isBroken: boolean } {
  const value = body.value(argument);
  const content = jsonContent(value);
  if (content) return { content, isBroken: false };
  const text = stringOf(value);
  return { isBroken: text !== undefined && !isJson(text) };
}

/** Findings for what is wrong inside of a resource's JSON; `help` is for problems that bring none of their own. */
export function problemFindings(
  problems: readonly { readonly place: Place; readonly message: string; readonly help?: string }[],
  resource: string,
  help: string,
) {
  return problems.map((problem) => ({
    at: problem.place,
    resource,
    message: problem.message,
    help: problem.help ?? help,
  }));
}
