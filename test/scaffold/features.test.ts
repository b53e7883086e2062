import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { latestOf, runtime, runtimesAsOf } from "../../src/aws/runtimes.ts";
import { type Feature, loadFeatures } from "../../src/scaffold/feature.ts";
import { packagePath } from "../../src/scaffold/package-files.ts";
import { filesBelow } from "./files-below.ts";

const features = loadFeatures();
const ajv = new Ajv2020({ strict: false });
const asksOf = (feature: Feature) => [...feature.asks, ...feature.switches];

describe.each(features.map((feature) => [feature.name, feature] as const))("feature %s", (_name, feature) => {
  test("depends only on questions and traits of earlier features", () => {
    const before = features.slice(0, features.indexOf(feature));
    const asked = before.flatMap(asksOf).map(([key]) => key);
    const traits = before.flatMap((other) => other.traits);
    for (const condition of feature.when) {
      if ("trait" in condition) expect(traits).toContain(condition.trait);
      else expect(asked).toContain(condition.answer);
    }
  });

  test("asks in English and Japanese, and sets only its own answers", () => {
    const asks = asksOf(feature);
    for (const [, ask] of asks) expect([ask.title, ask["x-title-ja"]]).not.toContain(undefined);
    expect(asks.map(([key]) => key)).toEqual(expect.arrayContaining([...feature.questions]));
  });

  test("has a valid example for each question without a default", () => {
    for (const [key, ask] of asksOf(feature)) {
      const hasDefault = ask.default !== undefined || ask["x-default"] !== undefined || ask["x-choices"] !== undefined;
      if (!hasDefault) expect([key, ask.examples]).toEqual([key, [expect.anything()]]);
      const fits = ajv.compile({ items: ask });
      expect([key, fits(ask.examples ?? []), fits.errors]).toEqual([key, true, null]);
    }
  });

  test("targets the alias if there is one", () => {
    if (!feature.name.startsWith("trigger-")) return;
    for (const [file, text] of filesBelow(packagePath("templates", "features", feature.name))) {
      expect([file, /aws_lambda_function\.this\.(arn|invoke_arn)/.exec(text)?.[0]]).toEqual([file, undefined]);
    }
  });

  test("offers runtimes that AWS still supports, the newest first", () => {
    const offered = feature.asks.get("runtime");
    const [newest, ...older] = offered?.enum ?? [];
    if (newest === undefined) return;
    const known = [newest, ...older].map((id) => runtime(id));
    for (const each of known) expect(each?.deprecated ?? "").toSatisfy((day: string) => day > runtimesAsOf());
    expect([offered?.default, newest]).toEqual(Array(2).fill(latestOf(known[0]?.family ?? "provided")));
  });
});
