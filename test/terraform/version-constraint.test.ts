import { expect, test } from "vitest";
import { parseVersionConstraint } from "../../src/terraform/index.ts";

test.each([
  [">= 1.5", [1, 11], true],
  ["~> 1.5.0", [1, 10], false],
  ["~> 1.5", [1, 10], true],
  ["~> 1.5", [2], false],
  ["< 1.10", [1, 10], false],
  ["<= 1.10", [1, 10], true],
  ["1.9.8", [1, 10], false],
  ["= 1.10.0", [1, 10], true],
  [">= 1.0, < 1.6.0", [1, 10], false],
  ["~> 4", [5], false],
  ["!= 1.10.0", [1, 10], true],
  ["v1.11.0", [1, 10], true],
] as const)("%s allows a version from %j on: %s", (text, version, answer) => {
  expect(parseVersionConstraint(text)?.allowsFrom(version)).toBe(answer);
});

test.each([
  [">= 1.11", [1, 10], false],
  [">= 1.5", [1, 10], true],
  ["< 2.0", [1, 10], true],
  ["~> 1.10", [1, 10], false],
] as const)("%s allows a version below %j: %s", (text, version, answer) => {
  expect(parseVersionConstraint(text)?.allowsBelow(version)).toBe(answer);
});

test("an upper limit counts as a limit, and a lower one does not", () => {
  expect(parseVersionConstraint(">= 5.0, != 5.3")?.isUnbounded).toBe(true);
  expect(parseVersionConstraint(">= 5.0, < 7")?.isUnbounded).toBe(false);
  expect(parseVersionConstraint(">= 5.40, >= 5.2")?.lowest).toEqual([5, 40]);
});

test.each(["", "latest", ">= x", "1.2.3.4", ">= 1.0 < 2"])("%j is not a constraint", (text) => {
  expect(parseVersionConstraint(text)).toBeUndefined();
});
