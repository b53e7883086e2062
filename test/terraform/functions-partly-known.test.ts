import { describe, expect, it } from "vitest";
import { parseExpression, SourceFile } from "../../src/hcl/index.ts";
import { evaluate } from "../../src/terraform/evaluation/evaluate.ts";
import { bind, type Scope } from "../../src/terraform/evaluation/scope.ts";
import { choice, known, type Place, unknown, type Value, withSensitivity } from "../../src/terraform/values/value.ts";
import { emptyScope } from "./empty-scope.ts";

const elsewhere: Place = { file: new SourceFile("elsewhere", ""), start: 0, end: 0 };
const given = unknown("no-value", elsewhere);
const either = choice([known("a", elsewhere), known("b", elsewhere)], elsewhere);

/** `u` is unknown, `c` is "a" or "b", `bad` is an error, `secret` is sensitive. */
function scope(): Scope {
  const bad = bind(emptyScope, "bad", unknown("invalid", elsewhere));
  return bind(bind(bind(bad, "u", given), "c", either), "secret", withSensitivity(known("s", elsewhere), true));
}

function evaluated(text: string): Value {
  const file = new SourceFile("main.tf", text);
  const parsed = parseExpression(file, { start: 0, end: text.length });
  if (parsed.kind === "broken") throw new Error(parsed.problem.message);
  return evaluate(parsed.node, scope(), file);
}

/** A value in a short form: `?` is unknown, `...` stands for further elements that an open collection may have. */
function shown(value: Value): string {
  switch (value.kind) {
    case "null":
      return "null";
    case "known":
      return JSON.stringify(value.value);
    case "template":
      return `"${value.parts.map((part) => (typeof part === "string" ? part : `$${shown(part)}`)).join("")}"`;
    case "json":
      return `json(${shown(value.content)})`;
    case "list":
      return `[${[...value.elements.map(shown), ...(value.open ? ["..."] : [])].join(", ")}]`;
    case "object":
      return `{${[...[...value.entries].map(([key, entry]) => `${key}=${shown(entry)}`), ...(value.open ? ["..."] : [])].join(", ")}}`;
    case "choice":
      return value.options.map(shown).join("|");
    case "resource":
      return value.resource.address;
    case "unknown":
      return value.why === "invalid" ? "error" : "?";
  }
}

describe("functions of partly known arguments", () => {
  it.each([
    ["merge({a = 1}, u)", "{a=1|?, ...}"],
    ["merge(u, {a = 1})", "{a=1, ...}"],
    ["merge({a = u}, {b = 2})", "{a=?, b=2}"],
    ["concat([1], u)", "[1, ...]"],
    ["concat([u], [1])", "[?, 1]"],
    ["length(concat([1], u))", "?"],
    ["length([u, u])", "2"],
    ["length(toset([u, u]))", "?"],
    ["element(concat([1], u), 0)", "1|?"],
    ["flatten([[u], ['a']])", '[?, "a", ...]'],
    ["flatten([['x${u}'], 'a'])", '["x$?", "a"]'],
    ["compact(['a', u, ''])", '["a", ...]'],
    ["1e308 * 10", "?"],
    ["pow(10, 400)", "?"],
    ["range(0, 1, 0.1)", "?"],
    ["format('%s', 'a', null)", "?"],
    ["1e400", "?"],
    ["coalesce(u, 'x')", '?|"x"'],
    ["coalesce('x', u)", '"x"'],
    ["coalesce('p${u}', 'x')", '"p$?"'],
    ["coalescelist(u, ['x'])", '[...]|["x"]'.replace("[...]", "?")],
    ["lookup({a = u}, 'a', 1)", "?"],
    ["lookup(merge(u, {a = 1}), 'b', 2)", "?|2"],
    ["lookup({a = 1}, u, 2)", "1|2"],
    ["keys({b = u, a = u})", '["a", "b"]'],
    ["values({b = u, a = 1})", "[1, ?]"],
    ["contains(['a', u], 'a')", "true"],
    ["contains(['a', u], 'b')", "?"],
    ["distinct(['a', u, 'a'])", '["a", ?, ...]'],
    ["zipmap(['a', 'b'], [u, 1])", "{a=?, b=1}"],
    ["zipmap([u], [1])", "{...}"],
    ["jsonencode({a = u, b = ['x']})", 'json({a=?, b=["x"]})'],
    ["jsonencode(u)", "json(?)"],
    ["jsondecode(jsonencode({a = u}))", "{a=?}"],
    ["jsondecode('[1, {\\'a\\': true}]')".replaceAll("\\'", '\\"'), "[1, {a=true}]"],
    ["format('%s/*', u)", '"$?/*"'],
    ["format('%s', u)", "?"],
    ["format('%d-%s', u, 'x')", '"$?-x"'],
    ["formatlist('%s/*', [u, 'a'])", '["$?/*", "a/*"]'],
    ["join(',', ['a', u])", '"a,$?"'],
    ["join('', [u])", "?"],
    ["join(',', concat(['a'], u))", "?"],
    ["lower('A${u}B')", '"a$?b"'],
    ["replace('a/${u}/b', '/', '-')", '"a-$?-b"'],
    ["replace('ab${u}', 'ab', 'x')", "?"],
    ["trimsuffix('${u}:*', ':*')", "?"],
    ["trimsuffix('x${u}', '*')", "?"],
    ["trimprefix('abc${u}', 'ab')", '"c$?"'],
    ["startswith('arn:${u}', 'arn:')", "true"],
    ["startswith('arn:${u}', 'http')", "false"],
    ["startswith('arn:${u}', 'arn:aws')", "?"],
    ["endswith('${u}/*', '*')", "true"],
    ["strcontains('a*${u}', '*')", "true"],
    ["strcontains('a${u}', '*')", "?"],
    ["base64encode(u)", "?"],
    ["sha256('x${u}')", "?"],
    ["tostring(u)", "?"],
    ["tolist([1, u])", "[1, ?]"],
    ["toset(['b', u, 'a'])", '["a", "b", ?]'],
    ["setunion(['a'], [u])", '["a", ?]'],
    ["one([u])", "?"],
    ["one(u)", "null|?"],
    ["reverse([1, u])", "[?, 1]"],
    ["slice([1, u, 3], 1, 3)", "[?, 3]"],
    ["slice(u, 0, 2)", "[?, ?]"],
    ["slice(u, 2, 1)", "error"],
    ["slice(u, 0, 0)", "?"],
    ["[for i, x in slice(u, 0, 2) : i]", "[0, 1]"],
    ["try(slice(u, 0, 2), [])", "[?, ?]|[]"],
    ["upper(c)", '"A"|"B"'],
    ["length(c)", "1"],
    ["format('%s-%s', c, u)", '"a-$?"|"b-$?"'],
    ["format('%s%s%s%s', c, c, c, c)", "?"],
    ["jsonencode(c)", 'json("a"|"b")'],
    ["try(bad, 'x')", '"x"'],
    ["try([bad], 'x')", '"x"'],
    ["try(u, 'x')", '?|"x"'],
    ["try('y', u)", '"y"'],
    ["try(upper(bad), 'x')", '"x"'],
    ["try(bad)", "error"],
    ["can(bad)", "false"],
    ["can(u)", "?"],
    ["can([u, bad])", "false"],
    ["can([1, bad][0])", "false"],
    ["can({a = 1, b = bad}.a)", "false"],
    // an unknown key may be a different one from those that exist
    ["can({a = 1}[u])", "?"],
    ["can([1, 2][u])", "?"],
    ["can(try({a = 1}[u]))", "?"],
    ["try({a = 1}[u], 'd')", '1|"d"'],
    ["try({a = 1, b = 2}[u], 'd')", '1|2|"d"'],
    ["try((u ? {a = 1} : {}).a, 2)", "1|2"],
    ["try({a = 1}.a, 2)", "1"],
    ["upper(bad)", "error"],
    ["upper()", "error"],
    ["nosuch('a')", "?"],
    ["provider::acme::encode_tfvars({})", "?"],
    ["provider::aws::arn_build('aws', 's3', '', '', u)", '"arn:aws:s3:::$?"'],
    ["provider::aws::arn_parse('arn:aws:iam::${u}:role/a')", "?"],
    [
      "provider::aws::arn_parse('arn:aws:lambda:eu-west-1:1:function:a:live')",
      '{partition="aws", service="lambda", region="eu-west-1", account_id="1", resource="function:a:live"}',
    ],
    ["provider::aws::arn_parse('arn:aws:s3:eu-west-1:1')", "error"],
    ["provider::aws::trim_iam_role_path('arn:aws:iam::1:role/a/b')", '"arn:aws:iam::1:role/b"'],
    ["provider::aws::trim_iam_role_path('arn:aws:iam::1:user/a/b')", "error"],
    ["provider::aws::user_agent('a', '1', 'b')", '"a/1 (b)"'],
    ["provider::aws::user_agent('a', '', '')", '"a"'],
    ["provider::aws::user_agent('', '1', 'b')", "error"],
    ["timestamp()", "?"],
    ["constructor()", "?"],
  ])("%s is %s", (text, expected) => {
    expect(shown(evaluated(text.replaceAll("'", '"')))).toBe(expected);
  });

  it.each([
    "upper(secret)",
    "jsonencode({a = secret})",
    'format("%s", secret)',
    "sha256(secret)",
    'concat([secret], ["a"])[0]',
    "timeadd(secret, u)",
    "upper(sensitive(u))",
    "nosuch(secret)",
  ])("%s is sensitive", (text) => {
    expect(evaluated(text).sensitive).toBe(true);
  });

  it("keeps the place of each element", () => {
    const text = 'jsonencode(concat(["a"], compact(["", "b"])))';
    const value = evaluated(text);
    const elements = value.kind === "json" && value.content.kind === "list" ? value.content.elements : [];
    expect(elements.map(({ place }) => text.slice(place.start, place.end))).toEqual(['"a"', '"b"']);
  });

  it("keeps the place of each part of decoded JSON", () => {
    const text = String.raw`jsondecode("{\"a\": [\"b\"]}").a[0]`;
    const { place } = evaluated(text);
    expect(text.slice(place.start, place.end)).toContain("b");
    expect(place.end - place.start).toBeLessThan(8);
  });
});

describe("sizes", () => {
  it.each([
    "range(1000000000)",
    "setproduct(range(500), range(500))",
    'indent(1000000000, "a")',
    'cidrsubnets("10.0.0.0/8", range(1, 1024)...)',
    "pow(10, 400)",
    'parseint("99999999999999999999", 10)',
  ])("%s is not evaluated", (text) => {
    expect(evaluated(text).kind).toBe("unknown");
  });
});
