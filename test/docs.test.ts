import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { XMLValidator } from "fast-xml-parser";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { createProgram } from "../src/cli/program.ts";
import { registry } from "../src/rules/registry.generated.ts";
import { repository } from "./helpers/run-cli.ts";

const read = (file: string): string => readFileSync(`${repository}${file}`, "utf8");
const matches = (text: string, pattern: RegExp): string[] => Array.from(text.matchAll(pattern), ([match]) => match);

describe("README.ja.md corresponds to README.md", () => {
  const [english, japanese] = [read("README.md"), read("README.ja.md")];

  test.each([
    ["headings", /^#+ /gm],
    ["indented code", /^ {4}.*$/gm],
    ["inline code", /`[^`]+`/g],
    ["first cells of tables", /^\| \[.*?\) \|/gm],
    ["pictures", /\]\(docs\/[^)]*\.svg\)/g],
  ])("has the same %s", (_, pattern) => {
    expect(matches(japanese, pattern).toSorted()).toEqual(matches(english, pattern).toSorted());
    expect(matches(english, pattern).length).toBeGreaterThan(0);
  });

  test("has the same links", () => {
    const links = (text: string) => matches(text, /\]\([^)]+\)/g).filter((link) => !link.includes("README"));
    expect(links(japanese)).toEqual(links(english));
  });

  test("and both of them name every category of rules", () => {
    const categories = [...new Set(registry.map(({ category }) => category))].toSorted();
    const named = Array.from(english.matchAll(/^\| \[([a-z]+)\]/gm), ([, name]) => name);
    expect(named.toSorted()).toEqual(categories);
  });
});

/** The anchor that GitHub gives to a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/^#+ /, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

const pages = globSync(["*.md", "docs/*.md", "docs/contributing/*.md", "src/*/README.md"], { cwd: repository });

describe.each(pages)("%s", (page) => {
  const text = read(page);

  test("links to files that exist", () => {
    const links = Array.from(text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g), ([, target = ""]) => target);
    const missing = links.filter(
      (target) => !/^\w+:/.test(target) && !existsSync(join(repository, dirname(page), target)),
    );
    expect(missing).toEqual([]);
  });

  test("links to headings that exist", () => {
    const links = Array.from(text.matchAll(/\]\(([^)#\s:]*\.md|)#([^)]+)\)/g));
    const missing = links.filter(([, target = "", heading = ""]) => {
      const there = target === "" ? text : read(join(dirname(page), target));
      return !matches(there, /^#+ .*$/gm).some((line) => anchorOf(line) === heading);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  test("names commands, flags and rules that exist", () => {
    const program = createProgram(
      {
        stdout: process.stdout,
        stderr: process.stderr,
        stdin: process.stdin,
        cwd: "/",
        env: {},
        isTerminal: { stdin: false, stdout: false },
      },
      () => {},
    );
    for (const [, name, rest = ""] of text.matchAll(
      /(?:npx (?:--yes )?|^ {4}(?:\$ )?)lambda-tf ([a-z]+)([^\n#`]*)/gm,
    )) {
      const command = program.commands.find((candidate) => candidate.name() === name);
      expect(command, name).toBeDefined();
      const known = [...(command?.options ?? []), ...program.options].map(({ long }) => long);
      for (const [flag] of rest.matchAll(/--[a-z-]+/g)) expect([...known, "--help"]).toContain(flag);
    }
    const ids = new Set(registry.map(({ id }) => id));
    const categories = new Set(registry.map(({ category }) => category));
    const named = Array.from(text.matchAll(/[`"]([a-z]+)\/([a-z-]+)[`"]/g)).filter(([, category = ""]) =>
      categories.has(category),
    );
    for (const [, category, name] of named) expect(ids).toContain(`${category}/${name}`);
  });
});

test("each room has a README that names files that exist", () => {
  const rooms = globSync("src/*/", { cwd: repository, onlyDirectories: true });
  expect(rooms.length).toBeGreaterThan(5);
  for (const room of rooms) {
    const named = Array.from(read(join(room, "README.md")).matchAll(/`([^`\s<]+(?:\.(?:ts|mjs|json|pack)|[a-z]\/))`/g));
    const missing = named.flatMap(([, name = ""]) => {
      const places = [join(room, name), join(room, "data", name), name];
      return globSync(places, { cwd: repository, onlyFiles: false }).length > 0 ? [] : [name];
    });
    expect([room, missing]).toEqual([room, []]);
  }
});

test("the picture is an SVG image", () => {
  const picture = read("docs/lint.svg");
  expect(XMLValidator.validate(picture)).toBe(true);
  expect(picture).toContain("$ lambda-tf lint");
  expect(picture).not.toContain("\u001b");
});
