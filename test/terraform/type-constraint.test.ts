import { describe, expect, it } from "vitest";
import { type Expression, parseExpression, SourceFile } from "../../src/hcl/index.ts";
import { evaluate } from "../../src/terraform/evaluation/evaluate.ts";
import { bind } from "../../src/terraform/evaluation/scope.ts";
import {
  convert,
  describeType,
  fits,
  parseTypeConstraint,
  type TypeConstraint,
} from "../../src/terraform/evaluation/type-constraint.ts";
import { jsonText } from "../../src/terraform/functions/json.ts";
import { toPlain } from "../../src/terraform/functions/plain-value.ts";
import { unknown, type Value } from "../../src/terraform/values/value.ts";
import { emptyScope } from "./empty-scope.ts";

const nowhere = { file: new SourceFile("elsewhere", ""), start: 0, end: 0 };
const scope = bind(emptyScope, "u", unknown("no-value", nowhere));

function expressionOf(text: string): { node: Expression; file: SourceFile } {
  const file = new SourceFile("main.tf", text);
  const parsed = parseExpression(file, { start: 0, end: text.length });
  if (parsed.kind === "broken") throw new Error(parsed.problem.message);
  return { node: parsed.node, file };
}

function evaluated(text: string): Value {
  const { node, file } = expressionOf(text);
  return evaluate(node, scope, file);
}

function typeOf(text: string): TypeConstraint | undefined {
  const { node, file } = expressionOf(text);
  return parseTypeConstraint(node, (expression) => evaluate(expression, scope, file));
}

function converted(value: string, type: string): string {
  const result = convert(evaluated(value), typeOf(type) ?? { kind: "any" });
  return result.kind === "unknown" ? result.why : jsonText(toPlain(result));
}

describe("type constraints", () => {
  it.each([
    ["string", "string"],
    ["(number)", "number"],
    ["list", "list(any)"],
    ['"string"', "string"],
    ["list(map(bool))", "list(map(bool))"],
    ["tuple([string, number])", "tuple([string, number])"],
    ["object({ a = string, b = optional(set(number), [1]) })", "object({ a = string, b = optional(set(number)) })"],
  ])("%s is %s", (text, described) => {
    const type = typeOf(text);
    expect(type && describeType(type)).toBe(described);
  });

  it.each(["strin", "list(strin)", "list(string, string)", "1", "object([])", "tuple(string)"])(
    "%s is not a type",
    (text) => {
      expect(typeOf(text)).toBeUndefined();
    },
  );

  it.each([
    ["12", "string", '"12"'],
    ['"12"', "number", "12"],
    ['"x"', "number", "invalid"],
    ['"true"', "bool", "true"],
    ["1", "bool", "invalid"],
    ["null", "string", "null"],
    ['["b", "a", "b"]', "set(string)", '["a","b"]'],
    ['[1, "a"]', "list(string)", '["1","a"]'],
    ['[1, "a"]', "list(any)", '["1","a"]'],
    ['[{ a = 1 }, { b = "x" }]', "list(map(any))", '[{"a":"1"},{"b":"x"}]'],
    ['[{ a = [1] }, { b = ["x"] }]', "list(map(any))", '[{"a":["1"]},{"b":["x"]}]'],
    ['{ a = [1, 2], b = ["x", true], c = null }', "map(list(any))", '{"a":["1","2"],"b":["x","true"],"c":null}'],
    ['{ a = { v = 1 }, b = { v = "x" } }', "map(object({ v = any }))", '{"a":{"v":"1"},"b":{"v":"x"}}'],
    ['[[1, "a"], [2, "b"]]', "list(any)", '[[1,"a"],[2,"b"]]'],
    ['[{ a = 1 }, { a = "x", b = 2 }]', "tuple([any, any])", '[{"a":1},{"a":"x","b":2}]'],
    ["{}", "list(string)", "invalid"],
    ["{ a = 1 }", "map(string)", '{"a":"1"}'],
    ["{ a = 1, b = [] }", "map(string)", "invalid"],
    ["{ a = 1, z = 2 }", "object({ a = string })", '{"a":"1"}'],
    ["{}", "object({ a = string })", "invalid"],
    ["{}", "object({ a = optional(string) })", '{"a":null}'],
    ["{}", 'object({ a = optional(string, "x") })', '{"a":"x"}'],
    ["{ a = null }", 'object({ a = optional(string, "x") })', '{"a":"x"}'],
    ["{}", 'object({ a = optional(object({ b = optional(number, "3") }), {}) })', '{"a":{"b":3}}'],
    ['["1", 2]', "tuple([number, string])", '[1,"2"]'],
    ["[1]", "tuple([number, string])", "invalid"],
    ["u", "map(string)", "no-value"],
  ])("%s as %s is %s", (value, type, expected) => {
    expect(converted(value, type)).toBe(expected);
  });

  it.each([
    ['"a"', "string", "yes"],
    ["[]", "string", "no"],
    ["u", "string", "unknown"],
    ["u", "any", "yes"],
    ['"${u}-x"', "string", "yes"],
    ['"${u}-x"', "number", "unknown"],
    ["[u]", "list(string)", "unknown"],
    ["[u, []]", "list(string)", "no"],
    ["{ a = 1, z = u }", "object({ a = number })", "yes"],
  ])("whether %s fits %s: %s", (value, type, expected) => {
    expect(fits(evaluated(value), typeOf(type) ?? { kind: "any" })).toBe(expected);
  });

  it("keeps the place of each element", () => {
    const text = '["b", 1]';
    const result = convert(evaluated(text), { kind: "set", of: { kind: "string" } });
    const elements = result.kind === "list" ? result.elements : [];
    expect(elements.map(({ place }) => text.slice(place.start, place.end))).toEqual(["1", '"b"']);
  });
});
