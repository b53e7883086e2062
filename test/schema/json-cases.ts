import { parse } from "@cdktf/hcl2json";
import type { VerdictCase } from "./verdict-cases.ts";

/** The same modules in the JSON syntax. Files that hcl2json does not parse are not changed. */
export function inJson(cases: readonly VerdictCase[]): Promise<readonly VerdictCase[]> {
  return Promise.all(
    cases.map(async ({ name, files }) => {
      const entries = await Promise.all(Object.entries(files).map(([path, text]) => fileInJson(path, text)));
      return { name, files: Object.fromEntries(entries) };
    }),
  );
}

async function fileInJson(path: string, text: string): Promise<readonly [string, string]> {
  if (!path.endsWith(".tf")) return [path, text];
  try {
    return [`${path}.json`, JSON.stringify(withNames(await parse(path, text), []), null, 2)];
  } catch {
    return [path, text];
  }
}

/** Arguments whose strings Terraform reads as names. */
const NAMING: ReadonlySet<string> = new Set(
  "configuration_aliases depends_on from ignore_changes iterator on_failure provider providers replace_triggered_by to when".split(
    " ",
  ),
);

/** Removes the "${…}" that hcl2json writes around all expressions from names, which people write without it. */
function withNames(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((element) => withNames(element, path));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const isType = name === "type" && path[0] === "variable" && path.length === 2;
      const isName = isType || (NAMING.has(name) && path.length > 0);
      return [name, isName ? bare(member) : withNames(member, [...path, name])];
    }),
  );
}

function bare(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/^\$\{(.*)\}$/s, "$1");
  if (Array.isArray(value)) return value.map(bare);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [bare(name), bare(member)]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
