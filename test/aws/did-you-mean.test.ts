import { describe, expect, test } from "vitest";
import { didYouMean, editDistance, isOnlyMisspelling } from "../../src/aws/did-you-mean.ts";

describe("didYouMean", () => {
  const names = ["function_name", "memory_size", "timeout", "runtime", "role", "tags", "tags_all"];

  test.each([
    ["functon_name", "function_name"],
    ["functionName", "function_name"],
    ["FUNCTION-NAME", "function_name"],
    ["memorysize", "memory_size"],
    ["timeuot", "timeout"],
    ["rle", "role"],
    ["tag", "tags"],
  ])("%s → %s", (word, expected) => {
    expect(didYouMean(word, names)).toBe(expected);
  });

  test("suggests nothing if no candidate is near", () => {
    expect(didYouMean("subnet_ids", names)).toBeUndefined();
    expect(didYouMean("", names)).toBeUndefined();
    expect(didYouMean("x".repeat(10_000), names)).toBeUndefined();
  });

  test("prefers the nearer candidate, whatever its position", () => {
    expect(didYouMean("tags_al", names)).toBe("tags_all");
    expect(didYouMean("abcdefx", ["abcxxfx", "abcdef", "zzz"])).toBe("abcdef");
  });
});

test.each([
  ["memory_sise", "memory_size", ["memory_size", "memory"], true],
  ["memroy_size", "memory_size", ["memory_size"], true],
  ["memorySize", "memory_size", ["memory_size", "memory_sizes"], true],
  ["memmory_sise", "memory_size", ["memory_size"], false],
  ["sunet_ids", "subnet_ids", ["subnet_ids", "sunset_ids"], false],
  ["ip", "id", ["id"], false],
  ["v1_rule", "v2_rule", ["v2_rule"], false],
])("whether %s can only be a misspelling of %s, among %j: %s", (word, candidate, candidates, expected) => {
  expect(isOnlyMisspelling(word, candidate, candidates)).toBe(expected);
});

test.each([
  ["", "", 3, 0],
  ["kitten", "sitting", 3, 3],
  ["ab", "ba", 3, 1],
  ["abc", "abcdefgh", 2, 3],
])("editDistance(%s, %s) within %i is %i", (from, to, limit, distance) => {
  expect(editDistance(from, to, limit)).toBe(distance);
});
