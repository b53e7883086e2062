import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type CodeNeed, type CodeUse, type Language, loadReader, type TextPart } from "../../src/code/index.ts";
import { readCode } from "../../src/code/read-code.ts";

const root = join(import.meta.dirname, "../../fixtures/code");

beforeAll(async () => {
  await loadReader("go");
  await loadReader("java");
  await loadReader("javascript");
  await loadReader("python");
});

const languages = ["go", "java", "javascript", "python"] as const;

describe.each(languages)("handlers in %s", (language) => {
  test.each(readdirSync(join(root, language)))("%s", (name) => {
    const { use, entry } = readHandler(language, name);
    expect(found(use)).toEqual(expected(entry));
  });
});

test.each(languages)("half-written %s does not cause a failure", (language) => {
  for (const name of readdirSync(join(root, language))) {
    const { entry } = readHandler(language, name);
    for (let part = 1; part < 6; part++) {
      const text = entry.slice(0, Math.floor((entry.length * part) / 6));
      const file = { go: "main.go", java: "Handler.java", javascript: "index.ts", python: "app.py" }[language];
      const folder = { has: (path: string) => path === file, read: () => text, list: () => [file] };
      expect(() => readCode(folder, entryIn(language, file), language)).not.toThrow();
    }
  }
});

test("tracing a program with endless recursion comes to an end", () => {
  const lines = Array.from(
    { length: 60 },
    (_, i) => `const f${i} = (a, b) => f${(i * 7) % 60}(f${(i + 1) % 60}(b, a), a);`,
  );
  const text = `${lines.join("\n")}\nexport const handler = (event) => client.send(f0(event, f1));`;
  const folder = { has: (path: string) => path === "index.mjs", read: () => text };
  const { gaps } = readCode(folder, { file: "index.mjs", name: "handler" }, "javascript");
  expect(gaps.map(({ why }) => why)).toEqual(["the code is too large to be followed to its end"]);
});

test("evaluating a name that is built from its own earlier value comes to an end", () => {
  const text = `import base64

def on_message(event):
    body = event["body"]
    body = base64.b64decode(body).decode()
    return take(body)

def take(body):
    body = body.strip()
    return body

def handler(event, context):
    return on_message(event)
`;
  const folder = { has: (path: string) => path === "app.py", read: () => text };
  expect(readCode(folder, { file: "app.py", name: "handler" }, "python").gaps).toEqual([]);
});

function readHandler(language: Language, name: string): { use: CodeUse; entry: string } {
  const directory = join(root, language, name);
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
  const file = files.find((each) => /^(?:index\.|app\.py|main\.go)|(?:^|\/)Handler\.java$/.test(each)) ?? "";
  const folder = {
    has: (path: string) => files.includes(path),
    read: (path: string) => (files.includes(path) ? readFileSync(join(directory, path), "utf8") : undefined),
    all: () => files,
    list: (path: string) => files.filter((each) => dirname(each) === join(path, ".")).map((each) => basename(each)),
  };
  return { use: readCode(folder, entryIn(language, file), language), entry: folder.read(file) ?? "" };
}

/** A program in Go is a package as a whole. */
function entryIn(language: Language, file: string): { file: string; name: string } {
  if (language === "java") return { file, name: "Handler::handleRequest" };
  return language === "go" ? { file: "", name: "main" } : { file, name: "handler" };
}

/** The lines `needs: <action> <resource>` and `gap: <why>` at the top of a handler. */
function expected(text: string): readonly string[] {
  return [...text.matchAll(/^(?:\/\/|#) ((?:needs|gap): .*)$/gm)].map(([, line]) => line ?? "").sort();
}

function found({ needs, gaps }: CodeUse): readonly string[] {
  const lines = [
    ...needs.map((need) => `needs: ${need.action} ${resourceOf(need)}`),
    ...gaps.map(({ why }) => `gap: ${why}`),
  ];
  return [...new Set(lines)].sort();
}

/** The last part of the ARN, with `$NAME` for environment variables and `*` for unknown parts. */
function resourceOf({ target }: CodeNeed): string {
  if (!target) return "*";
  const { form, placeholder, name } = target;
  const text = name ? name.parts.map(textOf).join("") : "*";
  return form
    .split(":")
    .slice(5)
    .join(":")
    .replace(`\${${placeholder}}`, text)
    .replace(/\$\{\w+\}/g, "*")
    .replace("parameter//", "parameter/");
}

function textOf(part: TextPart): string {
  return typeof part === "string" ? part : part.kind === "environment" ? `$${part.name}` : "*";
}
