import { describe, expect, test } from "vitest";
import { parseHcl, parseJsonSyntax, SourceFile } from "../../src/hcl/index.ts";
import { limits } from "../../src/limits.ts";
import { alternatives, type Module, type Value } from "../../src/terraform/index.ts";
import { sizeOf } from "../../src/terraform/values/value-size.ts";
import { loadModule } from "./scratch-module.ts";

function local(module: Module, name: string): Value {
  const { file, node } = module.declared.locals.get(name) ?? expect.fail(`no local ${name}`);
  return module.local(name, { file, start: node.start, end: node.end });
}

/** Locals a0 to a15, of which each refers to the previous one, and the variable `v`, which has no value. */
function chain(first: string, next: (before: string) => string): string {
  const lines = Array.from({ length: 16 }, (_, i) => `  a${i} = ${i === 0 ? first : next(`local.a${i - 1}`)}\n`);
  return `variable "v" {}\nlocals {\n${lines.join("")}}\n`;
}

const tenfold = (separator: string) => (before: string) => Array(10).fill(before).join(separator);

describe("a value that grows with each step becomes unknown before it is too large", () => {
  test.each([
    ["tuples", chain('["x"]', (before) => `[${tenfold(", ")(before)}]`)],
    ["objects", chain('{ x = "x" }', (before) => `{ ${[..."abcdefghij"].map((k) => `${k} = ${before}`).join(", ")} }`)],
    ["lists", chain('["x"]', (before) => `concat(${tenfold(", ")(before)})`)],
    ["texts", chain('"xxxxxxxxxx"', (before) => `"${tenfold("")(`\${${before}}`)}"`)],
    ["joined texts", chain('"xxxxxxxxxx"', (before) => `join(${before}, [${before}, ${before}])`)],
    ["partly known texts", chain('"x${var.v}"', (before) => `"${tenfold("")(`\${${before}}`)}"`)],
    ["texts in texts", chain('"\\"xxxx\\""', (before) => `jsonencode([${before}, ${before}])`)],
    ["choices", chain('var.v ? "x" : "y"', (before) => `var.v ? ${before} : var.v ? ${before} : ${before}`)],
  ])("%s", (_, text) => {
    const module = loadModule({ "main.tf": text });
    const values = Array.from({ length: 16 }, (_, i) => local(module, `a${i}`));
    expect(values[1]?.kind).not.toBe("unknown");
    expect(values.flatMap(alternatives)).toContainEqual(expect.objectContaining({ kind: "unknown", why: "too-large" }));
    expect(Math.max(...values.map(sizeOf))).toBeLessThanOrEqual(limits.valueParts);
  });
});

describe("work beyond the limits is cut off and reported", () => {
  const loop = (inner: string) => `[for x in range(1000) : ${inner}]`;

  test("steps of evaluation", () => {
    const module = loadModule({
      "main.tf": `locals {\n  few = 1\n  many = ${loop(loop(loop("x")))}\n  after = 1\n}\n`,
    });
    expect(local(module, "few")).toMatchObject({ value: 1 });
    expect(module.budget.excesses).toEqual([]);
    expect(sizeOf(local(module, "many"))).toBeLessThanOrEqual(limits.valueParts);
    expect(local(module, "after")).toMatchObject({ kind: "unknown", why: "too-large" });
    expect(module.budget.excesses.map(({ message }) => message)).toEqual([
      "Evaluation has taken 5,000,000 steps: all values after this are unknown",
    ]);
  });

  test("nested directives", () => {
    const directive = (inner: string) => `%{ for x in range(1000) }${inner}%{ endfor }`;
    const module = loadModule({ "main.tf": `locals {\n  a = "${directive(directive(directive("x")))}"\n}\n` });
    expect(local(module, "a").kind).not.toBe("known");
  });

  test("modules that each call two others", () => {
    const two = (source: string) =>
      `module "a" {\n  source = "${source}"\n}\nmodule "b" {\n  source = "${source}"\n}\n`;
    const folders = Array.from({ length: 20 }, (_, i) => [`m${i}/main.tf`, two(`../m${i + 1}`)] as const);
    const module = loadModule({ ...Object.fromEntries(folders), "main.tf": two("./m0"), "m20/main.tf": "" });
    let modules = 0;
    for (const pending = [module]; pending.length > 0; modules++) pending.push(...(pending.pop()?.children ?? []));
    expect(modules).toBe(limits.modules + 1);
    expect(module.budget.excesses.map(({ message }) => message)).toEqual([
      "More than 5,000 modules are called: the rest are not checked",
    ]);
  });

  test("instances of one block, and of all blocks", () => {
    const block = (name: number, count: number) =>
      `resource "aws_sqs_queue" "q${name}" {\n  count = ${count}\n}\nresource "aws_sns_topic" "t${name}" {\n  for_each = toset([for i in range(${count}) : "k\${i}"])\n}\n`;
    const told = limits.instances / 400;
    const blocks = Array.from({ length: told + 1 }, (_, i) => block(i, 200)).join("");
    const module = loadModule({ "main.tf": block(1_000_000, 1000) + blocks });
    const symbolic = module.resources.filter(({ isSymbolic }) => isSymbolic).map(String);
    expect(symbolic.slice(0, 2)).toEqual(["aws_sqs_queue.q1000000", "aws_sns_topic.t1000000"]);
    expect(symbolic).toContain(`aws_sqs_queue.q${told}`);
    expect(symbolic).not.toContain("aws_sqs_queue.q0");
    expect(module.resources.length).toBeLessThan(limits.instances + 10);
  });
});

describe("only the first of very many errors in a file are listed", () => {
  const last = "This file has more than 100 errors: what follows is not read";

  test.each(["a\n", "}\n", "a = = 1\n", 'a b "\n', "a = 1\n"])("%j on each line", (line) => {
    const { errors } = parseHcl(new SourceFile("a.tf", line.repeat(100_000)));
    expect(errors).toHaveLength(101);
    expect(errors[100]?.message).toBe(last);
  });

  test("JSON", () => {
    const text = JSON.stringify({ resource: Array(1000).fill(1) });
    const { errors } = parseJsonSyntax(new SourceFile("a.tf.json", text));
    expect(errors).toHaveLength(101);
    expect(errors[100]?.message).toBe(last);
  });
});
