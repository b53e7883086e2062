import { expect, test } from "vitest";
import { filled } from "../../src/scaffold/readme-paragraphs.ts";

const words = (count: number, word = "word"): string => Array.from({ length: count }, () => word).join(" ");

test("lines of a paragraph are filled up to 120 characters", () => {
  expect(
    filled(
      "Terraform builds the package, so it comes before\n`terraform plan`. To roll back, apply an earlier\ncommit.",
    ),
  ).toBe("Terraform builds the package, so it comes before `terraform plan`. To roll back, apply an earlier commit.");
  expect(filled(words(40)).split("\n")).toEqual([words(24), words(16)]);
});

test("a list item is filled below its text", () => {
  expect(filled(`1. ${words(30)}\n   and more\n2. next`).split("\n")).toEqual([
    `1. ${words(23)}`,
    `   ${words(7)} and more`,
    "2. next",
  ]);
});

test("code between backticks stays on one line", () => {
  const code = `\`${words(10)}\`,`;
  expect(filled(`${words(20)} ${code} ${words(3)}`).split("\n")).toEqual([words(20), `${code} ${words(3)}`]);
});

test.each([
  ["a block of code", `\`\`\`sh\n${words(40)}\n\n    more\n\`\`\``],
  ["a table", `| Name |\n| --- |\n| ${words(40)} |`],
  ["a heading", `# ${words(40)}\n## Next`],
  ["a line break that is meant", "one  \ntwo"],
  ["paragraphs", "one\n\ntwo\n"],
  ["a quotation", "> one\n> two"],
  ["a paragraph of a list item", "1. one\n\n   two\n"],
])("%s stays as it is", (_, text) => {
  expect(filled(text)).toBe(text);
});

test("no line starts with what would make it a list or a heading", () => {
  for (const mark of ["-", "+", "1.", "#", ">"])
    expect(filled(`${words(24)} ${mark} x`)).toBe(`${words(24)} ${mark}\nx`);
});

test("a text that is filled stays as it is", () => {
  const text = `${words(37, "ab")}\nmore \`a b\` and - some\n\n- ${words(50)}\n`;
  expect(filled(filled(text))).toBe(filled(text));
});
