import { expect, test } from "vitest";
import { answersSchema } from "../../src/scaffold/answers-schema.ts";
import { loadFeatures } from "../../src/scaffold/feature.ts";
import { packagePath } from "../../src/scaffold/package-files.ts";

test("schemas/answers.schema.json describes the questions of all features (vitest -u writes it)", async () => {
  const current = `${JSON.stringify(answersSchema(loadFeatures()), null, 2)}\n`;
  await expect(current).toMatchFileSnapshot(packagePath("schemas", "answers.schema.json"));
});
