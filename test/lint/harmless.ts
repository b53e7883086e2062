import { applyEdits, type Edit, type Expression, parseHcl, SourceFile } from "../../src/hcl/index.ts";
import { toJsonShape } from "../hcl/json-shape.ts";
import {
  blocksOf,
  eachText,
  type Files,
  isResource,
  MARK,
  parsed,
  plainArguments,
  withoutEncoding,
} from "./harmless-edits.ts";
import { intoDocuments, outOfDocuments } from "./harmless-policies.ts";

/** A change of a module that does not change its meaning. */
export interface HarmlessChange {
  readonly name: string;
  /** The changed module; undefined if there is nothing to change. */
  change(files: Files): Files | undefined;
  /** Whether only few modules have something to change. */
  readonly isSeldom?: true;
}

/** Blocks of a resource that do not belong to its type. */
const META_BLOCKS = ["lifecycle", "provisioner", "connection", "dynamic"];
export const HARMLESS: readonly HarmlessChange[] = [
  { name: "carriage returns", change: (files) => eachText(files, (text) => text.replace(/\r?\n/g, "\r\n")) },
  { name: "a file for each block", change: splitUp },
  { name: "resources of other names", change: renamed },
  { name: "literals in locals", change: intoLocals },
  { name: "a child module", change: intoModule },
  { name: "count of one", change: (files) => repeated(files, "count = 1") },
  { name: "for_each of one", change: (files) => repeated(files, `for_each = toset(["${MARK}"])`) },
  { name: "dynamic blocks of one", change: intoDynamic },
  { name: "JSON syntax", change: intoJson },
  { name: "JSON written out", change: intoHeredoc },
  { name: "policies as documents", change: intoDocuments, isSeldom: true },
  { name: "documents as jsonencode", change: outOfDocuments, isSeldom: true },
];

/** A message or address without the additions of the changes. */
export function withoutMarks(text: string): string {
  return text
    .replaceAll(`_${MARK}`, "")
    .replace(new RegExp(`\\[(?:0|"${MARK}")\\]`, "g"), "")
    .replace(/\bmodule\.inner\./g, "");
}

function splitUp(files: Files): Files | undefined {
  const result = new Map<string, string>();
  for (const [name, text] of files) {
    if (!name.endsWith(".tf") || name.includes("override")) {
      result.set(name, text);
      continue;
    }
    // comments before a block belong to it
    let from = 0;
    for (const [i, block] of blocksOf(parsed(text).body).entries()) {
      result.set(`${name.slice(0, -3)}_${i}.tf`, `${text.slice(from, block.end)}\n`);
      from = block.end;
    }
  }
  return result.size > files.size ? result : undefined;
}

function renamed(files: Files): Files | undefined {
  const names = new Set(
    [...files].flatMap(([name, text]) =>
      name.endsWith(".tf")
        ? blocksOf(parsed(text).body).flatMap(({ type, labels }) =>
            type === "resource" && labels[0]?.value.startsWith("aws_") && labels.length === 2
              ? [`${labels[0]?.value}.${labels[1]?.value}`]
              : [],
          )
        : [],
    ),
  );
  return eachText(files, (text) =>
    text
      .replace(/^(resource "aws_\w+" "[\w-]+)"/gm, `$1_${MARK}"`)
      .replace(/(?<![\w.])(?<!data\.)(aws_\w+\.[\w-]+)/g, (address) =>
        names.has(address) ? `${address}_${MARK}` : address,
      ),
  );
}

/** Moves plain strings of resources to locals. */
function intoLocals(files: Files): Files | undefined {
  const locals: string[] = [];
  const changed = eachText(files, (text) => {
    const { body } = parsed(text);
    const edits: Edit[] = [];
    for (const block of blocksOf(body).filter(isResource))
      for (const { expression } of plainArguments(block)) {
        if (
          expression.kind !== "template" ||
          expression.heredoc ||
          expression.parts.some(({ kind }) => kind !== "text")
        )
          continue;
        edits.push({ start: expression.start, end: expression.end, newText: `local.value_${locals.length}_${MARK}` });
        locals.push(`  value_${locals.length}_${MARK} = ${text.slice(expression.start, expression.end)}`);
      }
    return applyEdits(text, edits);
  });
  return changed && new Map([...changed, [`${MARK}.tf`, `locals {\n${locals.join("\n")}\n}\n`]]);
}

/** Moves everything that does not belong to a root into a module that the root calls. */
function intoModule(files: Files): Files | undefined {
  const [root, variables]: [string[], string[]] = [[], []];
  const inner = new Map<string, string>();
  for (const [name, text] of files) {
    if (!name.endsWith(".tf")) {
      inner.set(`inner/${name}`, text);
      continue;
    }
    const moved: string[] = [];
    for (const block of blocksOf(parsed(text).body)) {
      const written = text.slice(block.start, block.end);
      if (block.type === "provider") root.push(written);
      else moved.push(written);
      if (block.type === "terraform") root.push(written);
      if (block.type === "variable") {
        root.push(written);
        variables.push(block.labels[0]?.value ?? "");
      }
    }
    inner.set(`inner/${name}`, moved.join("\n\n"));
  }
  const inputs = variables.map((name) => `  ${name} = var.${name}`).join("\n");
  root.push(`module "inner" {\n  source = "./inner"\n${inputs}\n}`);
  return new Map([...inner, ["main.tf", `${root.join("\n\n")}\n`]]);
}

/** Gives resources without references to them a count or for_each with a single instance. */
function repeated(files: Files, repetition: string): Files | undefined {
  const all = [...files.values()].join("\n");
  return eachText(files, (text) => {
    const edits = blocksOf(parsed(text).body).flatMap((block): Edit[] => {
      const [type, name] = block.labels.map(({ value }) => value);
      if (!isResource(block) || new RegExp(`\\b${type}\\.${name}\\b`).test(all)) return [];
      const own = block.body.items.map((item) => (item.kind === "attribute" ? item.name : item.type));
      if (own.includes("count") || own.includes("for_each")) return [];
      const { start } = block.body;
      return [{ start, end: start, newText: `\n  ${repetition}\n` }];
    });
    return applyEdits(text, edits);
  });
}

function intoDynamic(files: Files): Files | undefined {
  return eachText(files, (text) => {
    const edits = blocksOf(parsed(text).body)
      .filter(isResource)
      .flatMap(({ body }) => blocksOf(body))
      .filter(({ type }) => !META_BLOCKS.includes(type))
      .flatMap((block): Edit[] => [
        {
          start: block.start,
          end: block.body.start,
          newText: `dynamic "${block.type}" {\n    for_each = [1]\n    content {`,
        },
        { start: block.end, end: block.end, newText: "\n  }" },
      ]);
    return applyEdits(text, edits);
  });
}

function intoJson(files: Files): Files | undefined {
  const changed = new Map(
    [...files].map(([name, text]): [string, string] => {
      if (!name.endsWith(".tf")) return [name, text];
      const file = new SourceFile(name, text);
      const shape = unwrapped(toJsonShape(parseHcl(file), file), "");
      return [`${name}.json`, JSON.stringify(shape, undefined, 2)];
    }),
  );
  return changed;
}

/** Arguments in which JSON syntax has plain names where native syntax has references. */
const NAMES = ["depends_on", "ignore_changes", "provider", "providers", "replace_triggered_by"];
const TYPE = /^\$\{((?:string|number|bool|any|list|set|map|object|tuple)\b.*)\}$/s;

function unwrapped(value: unknown, name: string): unknown {
  if (typeof value === "string") {
    if (name === "type") return value.replace(TYPE, "$1");
    return NAMES.includes(name) ? value.replace(/^\$\{(.*)\}$/s, "$1") : value;
  }
  if (Array.isArray(value)) return value.map((one) => unwrapped(one, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, unwrapped(inner, name === "providers" ? name : key)]),
  );
}

/** Replaces calls of jsonencode by the JSON in a heredoc. */
function intoHeredoc(files: Files): Files | undefined {
  return eachText(files, (text) =>
    withoutEncoding(text, (content) => {
      const json = jsonOf(content, text);
      return json === undefined ? undefined : `<<${MARK.toUpperCase()}\n${json}\n${MARK.toUpperCase()}\n`;
    }),
  );
}

/** The JSON of an expression with interpolated references; undefined if one of these may not be a string. */
function jsonOf(expression: Expression, text: string): string | undefined {
  switch (expression.kind) {
    case "literal":
      return String(expression.value);
    case "template":
      return expression.heredoc ? undefined : text.slice(expression.start, expression.end);
    case "tuple": {
      const elements = expression.elements.map((element) => jsonOf(element, text));
      return elements.includes(undefined) ? undefined : `[${elements.join(", ")}]`;
    }
    case "object": {
      const items = expression.items.map(({ name, value }) => {
        const json = jsonOf(value, text);
        return name === undefined || json === undefined ? undefined : `${JSON.stringify(name)}: ${json}`;
      });
      return items.includes(undefined) ? undefined : `{\n${items.join(",\n")}\n}`;
    }
    case "attribute-access":
      return /^(?:arn|id|name)$|_arn$/.test(expression.name)
        ? `"\${${text.slice(expression.start, expression.end)}}"`
        : undefined;
    default:
      return undefined;
  }
}
