import { expect, test } from "vitest";
import { loadFeatures } from "../../src/scaffold/feature.ts";
import type { Answers } from "../../src/scaffold/gather-answers.ts";
import { renderModule } from "../../src/scaffold/render-module.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { isIn, spaceOf } from "./choices.ts";
import { answersOf, attempt, combinations } from "./combinations.ts";
import { belongTogether, type Choice, nameOf } from "./covering-array.ts";
import { isLeftToOwner } from "./left-to-owner.ts";
import { leastMinor, newerThan } from "./provider-features.ts";
import { hasTerraform, noticeSkipped, terraform } from "./terraform-offline.ts";

const features = loadFeatures();
/** The default runtimes. */
const latest = features.flatMap(({ asks }) => asks.get("runtime")?.default ?? []);

/** Findings that are expected because an answer declines what they ask for. */
const declined: readonly { readonly by: (answers: Answers) => boolean; readonly advice: readonly string[] }[] = [
  { by: (answers) => answers.get("hardened") !== true, advice: ["function/code-signing", "logging/encryption"] },
  { by: (answers) => answers.get("hardened") !== true, advice: ["secrets/kms", "trigger/topic-unencrypted"] },
  { by: (answers) => !latest.includes(`${answers.get("runtime")}`), advice: ["runtime/ending-soon"] },
  // the owner adds rules for what the function reaches
  { by: (answers) => answers.get("vpc_egress") === "egress-endpoints", advice: ["network/https-closed"] },
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

const { rows, exclusions } = await combinations(features);
const { choices, ways } = spaceOf(features);
const modules = rows.map((row) => ({ row, files: renderModule(row) }));

test("every two choices occur together in a combination, or the features that exclude them are named", () => {
  const together = new Set(rows.flatMap((row) => pairsOf(choices.filter((choice) => isIn(row, choice)))));
  const apart = new Set(exclusions.map(({ pair: [one, other] }) => pairName(one, other)));
  const wanted = pairsOf(choices);
  expect(wanted.filter((pair) => !together.has(pair) && !apart.has(pair))).toEqual([]);
  expect(wanted.filter((pair) => together.has(pair) && apart.has(pair))).toEqual([]);
  const names = features.map(({ name }) => name);
  for (const { pair, because } of exclusions) {
    const named = [...because].flatMap((reason) => [...reason.matchAll(/(\S+) wants/g)].map(([, name]) => name));
    expect([pair.map(nameOf), names]).toEqual([pair.map(nameOf), expect.arrayContaining(named)]);
    expect([pair.map(nameOf), named.length]).not.toEqual([pair.map(nameOf), 0]);
  }
});

test("init does not ask for choices that exclude each other together, or refuses them", {
  timeout: 600_000,
}, async () => {
  const had: string[] = [];
  for (const { pair } of exclusions) {
    const [one = new Map(), other = new Map()] = pair.map((choice) => ways(choice)[0]);
    for (const row of [new Map([...one, ...other]), new Map([...other, ...one])]) {
      const { gathered, problems } = await attempt(answersOf(row), features);
      if (problems.length === 0 && pair.every((choice) => isIn(gathered, choice))) had.push(pairName(...pair));
    }
  }
  expect(had).toEqual([]);
});

noticeSkipped(1);

test.skipIf(!hasTerraform)("every combination is in canonical format", { timeout: 600_000 }, () => {
  const files = modules.flatMap(({ row, files }) => [...files].map(([file, text]) => [`${row.name}/${file}`, text]));
  const formatted = files.filter(([file]) => /\.(tf|tfvars|hcl)$/.test(`${file}`));
  terraform(temporaryDirectory(Object.fromEntries(formatted)), "fmt", "-check", "-diff", "-recursive");
});

test("no combination allows a version of the provider that lacks something it uses", () => {
  const lacking = modules.flatMap(({ files }) => {
    const configuration = [...files].filter(([file]) => file.endsWith(".tf"));
    const minor = leastMinor(configuration.find(([file]) => file.endsWith("versions.tf"))?.[1] ?? "");
    return configuration.flatMap(([file, text]) =>
      newerThan(minor, file, text).map((name) => `${name} after 6.${minor}`),
    );
  });
  expect([...new Set(lacking)]).toEqual([]);
});

test.each(modules.map((each) => [each.row.name, each] as const))(
  "combination %s has no findings",
  async (_, { row, files }) => {
    const folder = temporaryDirectory(Object.fromEntries(files));
    const findings = await lintDirectory(folder, { profile: "all" });
    const expected = declined.flatMap(({ by, advice }) => (by(row.answers) ? advice : []));
    const unexpected = findings.filter((finding) => !expected.includes(finding.rule) && !isLeftToOwner(finding));
    const shown = unexpected.map(({ rule, file, range, message }) => `${file}:${range.start.line} ${rule} ${message}`);
    expect({ shown, answers: Object.fromEntries(row.answers) }).toMatchObject({ shown: [] });
  },
);

function pairsOf(together: readonly Choice[]): readonly string[] {
  return together.flatMap((one, place) =>
    together.slice(place + 1).flatMap((other) => (belongTogether(one, other) ? [pairName(one, other)] : [])),
  );
}

function pairName(one: Choice, other: Choice): string {
  return [nameOf(one), nameOf(other)].sort().join(" and ");
}
