import type { Expression, FunctionCall, SourceFile } from "../../../hcl/index.ts";
import { placeOf } from "../../../terraform/index.ts";
import type { Edit, Fix } from "../../rule.ts";
import { fixOf } from "./fixes.ts";

/**
 * Writes a call of the removed functions `list` or `map` as `tolist([…])` or `tomap({ … })`, which make the same values
 * (Terraform, Upgrading to Terraform 0.15: list and map, 2026-11). Undefined where the arguments are not written one by
 * one.
 */
export function inBrackets(call: FunctionCall, file: SourceFile): Fix | undefined {
  if (call.expandLast) return undefined;
  return call.name === "list" ? asList(call, file) : asMap(call, file);
}

function asList(call: FunctionCall, file: SourceFile): Fix | undefined {
  return fixOf("Write tolist([…])", ...around(call, file, ["tolist", "[", "]"]));
}

function asMap(call: FunctionCall, file: SourceFile): Fix | undefined {
  const { args } = call;
  if (args.length % 2 !== 0) return undefined;
  const pairs = args.flatMap((key, i) => {
    const value = i % 2 === 0 ? args[i + 1] : undefined;
    return value ? asEntry(key, value, file) : [];
  });
  const isOneLine = args.length > 0 && !file.slice(call).includes("\n");
  const space = isOneLine ? " " : "";
  return fixOf("Write tomap({…})", ...around(call, file, ["tomap", `{${space}`, `${space}}`]), ...pairs);
}

/** `key, value` becomes `key = value`; a key that is no text is an expression in parentheses. */
function asEntry(key: Expression, value: Expression, file: SourceFile): readonly (Edit | undefined)[] {
  const between = { start: key.end, end: value.start };
  const isPlain = /^\s*,\s*$/.test(file.slice(between));
  const equals = isPlain ? { place: placeOf(between, file), newText: " = " } : undefined;
  if (key.kind === "template") return [equals];
  return [insertion("(", key.start, file), equals && { ...equals, newText: ") = " }];
}

function around(
  call: FunctionCall,
  file: SourceFile,
  [name, open, close]: readonly [string, string, string],
): readonly (Edit | undefined)[] {
  const [opening, closing] = [file.text.indexOf("(", call.nameSpan.end), call.end - 1];
  const isCall = file.slice({ start: call.nameSpan.end, end: opening }).trim() === "" && file.text[closing] === ")";
  return [
    { place: placeOf(call.nameSpan, file), newText: name },
    isCall ? insertion(open, opening + 1, file) : undefined,
    insertion(close, closing, file),
  ];
}

function insertion(newText: string, at: number, file: SourceFile): Edit {
  return { place: placeOf({ start: at, end: at }, file), newText };
}
