import fc from "fast-check";
import { expect, test } from "vitest";
import { Tokenizer } from "../../src/hcl/format-tokens.ts";
import {
  applyEdits,
  type Body,
  type Edit,
  type Expression,
  parseExpression,
  parseHcl,
  SourceFile,
  type TemplatePart,
} from "../../src/hcl/index.ts";
import { hclDocument } from "./arbitrary.ts";
import { runs, seed } from "./runs.ts";

/** Random documents that have no errors. */
const validDocument = hclDocument.filter((text) => parseHcl(new SourceFile("a.tf", text)).errors.length === 0);

test(`tokens and the space between them make up the text exactly, over ${runs} documents`, () => {
  fc.assert(
    fc.property(validDocument, (text) => {
      const { starts, ends } = new Tokenizer(text, 0, text.length).tokenize();
      let printed = "";
      for (const [index, start] of starts.entries()) {
        const space = text.slice(printed.length, start);
        expect(space).toMatch(/^[ \t]*$/);
        printed += space + text.slice(start, ends[index]);
        expect(printed.length).toBe(ends[index]);
      }
      expect(printed).toBe(text);
    }),
    { numRuns: runs, seed },
  );
});

test(`comments have the right places, over ${runs} documents`, () => {
  fc.assert(
    fc.property(validDocument, (text) => {
      const file = new SourceFile("a.tf", text);
      for (const comment of parseHcl(file).comments) {
        const { style, text: inner } = comment;
        expect(file.slice(comment)).toBe(style === "/*" ? `/*${inner}*/` : style + inner);
      }
    }),
    { numRuns: runs, seed },
  );
});

test(`the text of every expression, block and argument parses to the same node, over ${runs} documents`, () => {
  let expressions = 0;
  fc.assert(
    fc.property(validDocument, (text) => {
      const file = new SourceFile("a.tf", text);
      const { body } = parseHcl(file);
      for (const item of itemsWithin(body)) {
        const again = parseHcl(new SourceFile("a.tf", `${file.slice(item)}\n`)).body.items;
        expect(withoutPlaces(again)).toEqual(withoutPlaces([item]));
        if (item.kind === "block") continue;
        for (const expression of expressionsWithin(item.expression)) {
          // the word that ends a heredoc has to be followed by a line end
          const isHeredoc = file.slice(expression).startsWith("<<");
          const end = isHeredoc ? text.indexOf("\n", expression.end) + 1 : expression.end;
          const read = parseExpression(file, { start: expression.start, end });
          expect(read).toEqual({ kind: "read", node: expression });
          expressions++;
        }
      }
    }),
    { numRuns: runs, seed },
  );
  expect(expressions).toBeGreaterThan(runs);
});

test("edits change their own ranges and nothing else", () => {
  const cuts = fc.tuple(fc.string({ unit: "binary" }), fc.array(fc.nat(400), { maxLength: 8 }), fc.array(fc.string()));
  fc.assert(
    fc.property(cuts, ([text, places, texts]) => {
      const offsets = places.map((place) => place % (text.length + 1)).sort((a, b) => a - b);
      const edits: Edit[] = [];
      const expected: string[] = [];
      let done = 0;
      for (let i = 0; i + 1 < offsets.length; i += 2) {
        const [start = 0, end = 0] = [offsets[i], offsets[i + 1]];
        const newText = texts[i] ?? "";
        edits.push({ start, end, newText });
        expected.push(text.slice(done, start), newText);
        done = end;
      }
      expected.push(text.slice(done));
      expect(applyEdits(text, edits)).toBe(expected.join(""));
      expect(
        applyEdits(
          text,
          edits.toReversed().toSorted((a, b) => a.start - b.start),
        ),
      ).toBeTypeOf("string");
    }),
    { numRuns: runs, seed },
  );
});

test.each([
  [
    "overlap",
    [
      { start: 0, end: 3 },
      { start: 2, end: 4 },
    ],
    "overlaps",
  ],
  [
    "one inside the other",
    [
      { start: 0, end: 6 },
      { start: 2, end: 4 },
    ],
    "overlaps",
  ],
  ["past the end", [{ start: 5, end: 7 }], "No stretch 5 to 7 in a text of 6"],
  ["backwards", [{ start: 3, end: 2 }], "No stretch"],
])("impossible edits are refused: %s", (_, spans, message) => {
  const edits = spans.map((span) => ({ ...span, newText: "x" }));
  expect(() => applyEdits("abcdef", edits)).toThrow(message);
});

test("insertions at the same place keep their order, and adjacent edits are accepted", () => {
  const edits = [
    { start: 2, end: 2, newText: "1" },
    { start: 2, end: 2, newText: "2" },
    { start: 2, end: 4, newText: "" },
    { start: 4, end: 5, newText: "3" },
  ];
  expect(applyEdits("abcdef", edits)).toBe("ab123f");
});

function* itemsWithin(body: Body): Generator<Body["items"][number]> {
  for (const item of body.items) {
    yield item;
    if (item.kind === "block") yield* itemsWithin(item.body);
  }
}

/** An expression and those within it. Left out are those without text: names as keys, and the element of a splat. */
function* expressionsWithin(expression: Expression): Generator<Expression> {
  yield expression;
  for (const inner of innerOf(expression)) yield* expressionsWithin(inner);
}

function innerOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "variable":
      return [];
    case "template":
      return expression.parts.flatMap(inParts);
    case "tuple":
      return expression.elements;
    case "object":
      return expression.items.flatMap(({ key, name, value }) => (name === undefined ? [key, value] : [value]));
    case "attribute-access":
      return [expression.object];
    case "index":
      return [expression.object, expression.key];
    case "splat":
      return [expression.object];
    case "call":
      return expression.args;
    case "for":
      return [expression.collection, expression.key, expression.value, expression.condition].filter(isExpression);
    case "conditional":
      return [expression.condition, expression.then, expression.otherwise];
    case "binary":
      return [expression.left, expression.right];
    case "unary":
      return [expression.operand];
    case "parentheses":
      return [expression.inner];
  }
}

function isExpression(expression: Expression | undefined): expression is Expression {
  return expression !== undefined;
}

function inParts(part: TemplatePart): readonly Expression[] {
  switch (part.kind) {
    case "text":
      return [];
    case "interpolation":
      return [part.expression];
    case "if":
      return [part.condition, ...[...part.then, ...part.otherwise].flatMap(inParts)];
    case "for-directive":
      return [part.collection, ...part.body.flatMap(inParts)];
  }
}

function withoutPlaces(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value) => (key === "start" || key === "end" ? undefined : value)));
}
