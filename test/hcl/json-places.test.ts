import fc from "fast-check";
import { expect, test } from "vitest";
import { type Expression, parseJsonSyntax, parseJsonVariables, SourceFile } from "../../src/hcl/index.ts";
import { runs, seed } from "./runs.ts";

/** The value of a tree; checks that the range of each node contains its text. */
function valueOfTree(file: SourceFile, expression: Expression): unknown {
  const written = JSON.parse(file.slice(expression));
  switch (expression.kind) {
    case "literal":
      expect(written).toEqual(expression.value);
      return expression.value;
    case "template": {
      const text = expression.parts.map((part) => (part.kind === "text" ? part.value : "?")).join("");
      expect(written).toBe(text);
      for (const part of expression.parts) expect(`"${file.slice(part)}"`).toBe(file.slice(expression));
      return text;
    }
    case "tuple":
      return expression.elements.map((element) => valueOfTree(file, element));
    case "object": {
      const entries = expression.items.map((item) => {
        expect(JSON.parse(file.slice(item.key))).toBe(item.name);
        expect(JSON.parse(`{${file.slice(item)}}`)).toEqual({ [item.name ?? ""]: JSON.parse(file.slice(item.value)) });
        return [item.name, valueOfTree(file, item.value)];
      });
      return Object.fromEntries(entries);
    }
    default:
      throw new Error(`no JSON gives ${expression.kind}`);
  }
}

/** Any JSON object, written with any indentation. */
const written = fc
  .tuple(fc.dictionary(fc.string(), fc.jsonValue({ stringUnit: "binary" })), fc.constantFrom(0, 1, 2, "\t", "\r\n  "))
  .map(([value, indent]) => JSON.stringify(value, null, indent).replace(/__proto__/g, "proto"));

test(`every value, key and element in JSON has the right place, over ${runs} texts`, () => {
  fc.assert(
    fc.property(written, (text) => {
      const file = new SourceFile("a.tfvars.json", text);
      const { body, errors } = parseJsonVariables(file);
      expect(errors).toEqual([]);
      const found = body.items.flatMap((item) => {
        if (item.kind !== "attribute") throw new Error("variables are arguments");
        expect(JSON.parse(file.slice(item.nameSpan))).toBe(item.name);
        return [[item.name, valueOfTree(file, item.expression)]];
      });
      const { "//": _, ...expected } = JSON.parse(text);
      expect(Object.fromEntries(found)).toEqual(expected);
    }),
    { numRuns: runs, seed },
  );
});

test("places in a configuration are exact inside lists, objects, and strings with escapes", () => {
  const text = String.raw`{
  "resource": { "aws_iam_role_policy": { "read": {
    "policy": "${'${jsonencode({ Action = [\\"s3:*\\", var.b], Resource = \\"é\\" })}'}",
    "tags": [{ "a": 1 }, { "b": ["x", "\u00e9${"${var.c}"}\ty"] }]
  } } }
}`;
  const file = new SourceFile("main.tf.json", text.replaceAll('\\\\\\"', '\\"'));
  const { body, errors } = parseJsonSyntax(file);
  expect(errors).toEqual([]);
  const slices = new Map<string, string[]>();
  const note = (kind: string, span: { start: number; end: number }) =>
    slices.set(kind, [...(slices.get(kind) ?? []), file.slice(span)]);
  walk(body, (node) => note(node.kind, node));
  expect(slices.get("call")).toEqual([String.raw`jsonencode({ Action = [\"s3:*\", var.b], Resource = \"é\" })`]);
  expect(slices.get("attribute-access")).toEqual(["var.b", "var.c"]);
  expect(slices.get("tuple")).toContain(String.raw`[\"s3:*\", var.b]`);
  expect(slices.get("text")).toEqual(expect.arrayContaining(["s3:*", "é", "x", String.raw`\u00e9`, String.raw`\ty`]));
  expect(slices.get("block")).toHaveLength(1);
});

test("strings that Terraform reads as names are expressions, and those that it does not evaluate are texts", () => {
  const text = `{
  "variable": { "names": { "type": "list(string)", "default": ["$\{x}"] } },
  "resource": { "aws_sqs_queue": { "jobs": {
    "depends_on": ["aws_sqs_queue.a[\\"b\\"]"],
    "lifecycle": { "ignore_changes": "all" },
    "name": "$\{var.name}"
  } } },
  "module": { "m": { "providers": { "aws.a": "aws.b", "aws": "no name" } } }
}`;
  const file = new SourceFile("main.tf.json", text);
  const { body, errors } = parseJsonSyntax(file);
  expect(errors).toEqual([]);
  const slices: string[] = [];
  walk(body, (node) => {
    if (["call", "attribute-access", "index", "variable"].includes(node.kind)) slices.push(file.slice(node));
  });
  expect(slices).toEqual([
    ...["list(string)", "string"],
    ...[String.raw`aws_sqs_queue.a[\"b\"]`, "aws_sqs_queue.a", "aws_sqs_queue", "all", "var.name", "var"],
    ...["aws.a", "aws", "aws.b", "aws"],
  ]);
});

test("a configuration may be a list of objects, but a file of values may not", () => {
  const text = '[{ "locals": { "a": 1 } }, { "locals": { "b": "x" }, "//": "none" }]';
  const { body, errors } = parseJsonSyntax(new SourceFile("main.tf.json", text));
  expect(errors).toEqual([]);
  expect(body.items.map((item) => text.slice(item.start, item.end))).toEqual([
    '"locals": { "a": 1 }',
    '"locals": { "b": "x" }',
  ]);
  expect(parseJsonSyntax(new SourceFile("main.tf.json", "[{}, 1]")).errors).toHaveLength(1);
  expect(parseJsonVariables(new SourceFile("a.tfvars.json", "[{}]")).errors).toHaveLength(1);
});

/** Visits every node of a tree that has a kind and a range. */
function walk(tree: unknown, visit: (node: { kind: string; start: number; end: number }) => void): void {
  if (Array.isArray(tree)) for (const element of tree) walk(element, visit);
  else if (typeof tree === "object" && tree !== null) {
    if (isNode(tree)) visit(tree);
    for (const part of Object.values(tree)) walk(part, visit);
  }
}

function isNode(tree: object): tree is { kind: string; start: number; end: number } {
  return "kind" in tree && "start" in tree && "end" in tree;
}

test.each([
  ['{ "variable": {} }', 1],
  ['{ "module": null, "output": [] }', 2],
  ['{ "resource": { "aws_sqs_queue": {}, "aws_sns_topic": { "a": {} } } }', 1],
  ['{ "resource": [{}, { "aws_sqs_queue": { "a": [] } }] }', 0],
  ['{ "locals": {}, "terraform": { "required_providers": {} } }', 0],
])("an object whose members are names has one, as Terraform requires: %s", (text, count) => {
  expect(parseJsonSyntax(new SourceFile("main.tf.json", text)).errors).toHaveLength(count);
});
