import { expect, test } from "vitest";
import { loadFeatures } from "../../src/scaffold/feature.ts";
import type { Answers } from "../../src/scaffold/gather-answers.ts";
import { renderModule } from "../../src/scaffold/render-module.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { combinations } from "./combinations.ts";

/** What a module is advised of whose answers decline it. */
const declined: readonly { readonly by: (answers: Answers) => boolean; readonly advice: readonly string[] }[] = [
  { by: (answers) => answers.get("hardened") !== true, advice: ["function/code-signing", "logging/encryption"] },
  { by: (answers) => answers.get("hardened") !== true, advice: ["secrets/kms"] },
  {
    by: (answers) => ["secrets", "own_secret", "parameters"].some((key) => answers.get(key) === true),
    advice: ["iam/code-unused-permission"],
  },
  { by: (answers) => answers.get("alarms") === false, advice: ["logging/no-alarms", "async/dlq-unwatched"] },
  {
    by: (answers) => answers.get("tracing") === false,
    advice: ["function/tracing", "trigger/api-tracing", "trigger/workflow-tracing"],
  },
  {
    by: (answers) => answers.get("failure_queue") === false,
    advice: [
      "async/no-failure-destination",
      "async/retries-implicit",
      "trigger/scheduler-no-dlq",
      "trigger/subscription-no-dlq",
      "trigger/target-no-dlq",
      "trigger/stream-no-failure-destination",
    ],
  },
];

const features = loadFeatures();
const all = await combinations(features);

test.each(all.map((gathered, index) => [index, gathered] as const))("combination %i is clean", async (_, gathered) => {
  const folder = temporaryDirectory(Object.fromEntries(renderModule(gathered)));
  const findings = await lintDirectory(folder, { profile: "all" });
  const expected = declined.flatMap(({ by, advice }) => (by(gathered.answers) ? advice : []));
  const unexpected = findings.filter(({ rule }) => !expected.includes(rule));
  const shown = unexpected.map(({ rule, file, range, message }) => `${file}:${range.start.line} ${rule} ${message}`);
  expect({ shown, answers: Object.fromEntries(gathered.answers) }).toMatchObject({ shown: [] });
});
