import { expect, test } from "vitest";
import { apiCounts, apiRanges, apiTexts } from "../../src/aws/api-constraints.ts";
import { resourceSchema, typeNames } from "../../src/aws/provider-schema.ts";
import type { BlockSchema } from "../../src/aws/schema-block.ts";

const constraints = typeNames("resource").flatMap((type) =>
  [apiTexts(type), apiRanges(type), apiCounts(type)].flatMap((of) => of.map(([argument]) => ({ type, argument }))),
);

function hasArgument(block: BlockSchema | undefined, [name = "", ...inner]: readonly string[]): boolean {
  if (inner.length === 0) return block?.attributes.has(name) ?? false;
  return hasArgument(block?.blocks.get(name)?.block, inner);
}

test("every constraint is for an argument that the provider has", () => {
  expect(constraints.length).toBeGreaterThan(900);
  expect(constraints.filter(({ type, argument }) => !hasArgument(resourceSchema(type), argument.split(".")))).toEqual(
    [],
  );
});

test("patterns only test characters and their number, which takes time proportional to the text", () => {
  const set = /\[(?:\\.|[^\\\]])+\]/.source;
  const simple = new RegExp(`^\\^(?:\\.|(?:${set})?${set})\\{\\d+,\\d*\\}\\$$`);
  const patterns = typeNames("resource").flatMap((type) => apiTexts(type).map(([, [pattern]]) => pattern));
  expect(patterns.filter((pattern) => !simple.test(pattern))).toEqual([]);
  expect(() => patterns.map((pattern) => new RegExp(pattern, "su"))).not.toThrow();
});

test("lengths count characters, and 0 may mean that nothing is set", () => {
  const [, [pattern, wanted]] = apiTexts("aws_lambda_layer_version").find(([name]) => name === "description") ?? [
    "",
    ["", ""],
  ];
  expect(wanted).toBe("at most 256 characters long");
  expect(new RegExp(pattern, "su").test("📦".repeat(256))).toBe(true);
  expect(new RegExp(pattern, "su").test("📦".repeat(257))).toBe(false);
  expect(new Map(apiRanges("aws_kms_key")).get("rotation_period_in_days")).toEqual({
    min: 90,
    max: 2560,
    zeroIsNone: true,
  });
});
