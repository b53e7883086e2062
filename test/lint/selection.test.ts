import { expect, test } from "vitest";
import { type RuleSettings, selectRules } from "../../src/lint/selection.ts";
import type { Profile, RegisteredRule } from "../../src/rules/rule.ts";

function registered(id: string, profile: Profile): RegisteredRule {
  const rule = {
    summary: id,
    severity: "warning" as const,
    profile,
    since: "0.1",
    why: "",
    bad: "",
    good: "",
    options: { limit: { schema: { type: "number" }, default: 6, description: "" } },
    check: () => [],
  };
  return { id, category: id.split("/")[0] ?? "", rule };
}

const registry = [
  registered("async/first", "recommended"),
  registered("iam/second", "strict"),
  registered("style/third", "all"),
];

const settings: RuleSettings = { profile: "recommended", only: [], levels: new Map(), options: new Map() };

function selected(changed: Partial<RuleSettings>): string[] {
  return selectRules(registry, { ...settings, ...changed }).map(({ id }) => id);
}

test.each([
  ["recommended", ["async/first"]],
  ["strict", ["async/first", "iam/second"]],
  ["all", ["async/first", "iam/second", "style/third"]],
] as const)("the profile %s includes the narrower ones", (profile, ids) => {
  expect(selected({ profile })).toEqual(ids);
});

test("a level turns on a rule that the profile leaves out, and off turns a rule off", () => {
  const levels = new Map([
    ["style/third", "error"],
    ["async/first", "off"],
  ] as const);
  expect(selected({ levels })).toEqual(["style/third"]);
  expect(selectRules(registry, { ...settings, levels })[0]?.severity).toBe("error");
});

test("only takes precedence over the profile", () => {
  expect(selected({ only: ["iam/second"] })).toEqual(["iam/second"]);
});

test("options that are not configured keep their defaults", () => {
  expect(selectRules(registry, settings)[0]?.options).toEqual({ limit: 6 });
  const options = new Map([["async/first", { limit: 2 }]]);
  expect(selectRules(registry, { ...settings, options })[0]?.options).toEqual({ limit: 2 });
});

test.each(["only", "levels", "options"] as const)(
  "an unknown rule in %s is refused, with the most similar one",
  (where) => {
    const given = {
      only: ["iam/secnd"],
      levels: new Map([["iam/secnd", "error" as const]]),
      options: new Map([["iam/secnd", {}]]),
    };
    expect(() => selected({ [where]: given[where] })).toThrow(
      expect.objectContaining({ message: 'There is no rule "iam/secnd"', hint: "Did you mean iam/second?" }),
    );
  },
);

test("a rule's name without its category leads to a hint", () => {
  expect(() => selected({ only: ["second"] })).toThrow(expect.objectContaining({ hint: "Did you mean iam/second?" }));
});
