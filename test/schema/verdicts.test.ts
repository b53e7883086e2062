import { describe, expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { hasTerraform, noticeSkipped, terraformWithProviders } from "../scaffold/terraform-offline.ts";
import { inJson } from "./json-cases.ts";
import { type VerdictCase, verdictCases } from "./verdict-cases.ts";

/** Terraform takes half a second per case: one case in this many is tried, and all with LAMBDA_TF_VERDICTS=1. */
const EVERY = process.env.LAMBDA_TF_VERDICTS ? 1 : 15;
const TIME = process.env.LAMBDA_TF_VERDICTS ? 3_600_000 : 120_000;

/** Whether lint reports that Terraform refuses a module. */
async function isRefusedByUs({ files }: VerdictCase): Promise<boolean> {
  const findings = await lintDirectory(temporaryDirectory(files));
  return findings.some(
    ({ rule, severity }) =>
      severity === "error" && (/^(?:schema\/|syntax$)/.test(rule) || LANGUAGE_RULES.includes(rule)),
  );
}

/** Rules of other categories about configuration that Terraform refuses. */
const LANGUAGE_RULES = ["style/undeclared", "style/duplicate-address", "state/backend-variable", "style/short-circuit"];

const terraform = terraformWithProviders();

/** Configuration that requires init; the providers are already running. */
const NEEDS_INIT = /\b(?:module|backend|cloud|required_\w+)\b/;

function isRefusedByTerraform({ files }: VerdictCase): boolean {
  const directory = temporaryDirectory(files);
  try {
    if (Object.values(files).some((text) => NEEDS_INIT.test(text))) terraform(directory, "init", "-backend=false");
    terraform(directory, "validate");
    return false;
  } catch {
    return true;
  }
}

async function namesOf(cases: readonly VerdictCase[], is: (each: VerdictCase) => boolean | Promise<boolean>) {
  const names: string[] = [];
  for (const each of cases) if (await is(each)) names.push(each.name);
  return names;
}

describe.each([
  ["refused", true, true],
  // mistakes that lint does not find yet; once it does, their cases move to "refused"
  ["refused-missed", false, true],
  // mistakes that only the plan reports, and validate does not
  ["refused-by-plan", true, false],
  ["accepted", false, false],
] as const)("modules that are %s", (name, byUs, byTerraform) => {
  const cases = verdictCases(name);
  const all = cases.map((each) => each.name);

  test(`lint ${byUs ? "refuses" : "accepts"} all of them`, async () => {
    expect(all.length).toBeGreaterThan(0);
    expect(await namesOf(cases, isRefusedByUs)).toEqual(byUs ? all : []);
  });

  test.skipIf(!hasTerraform)(
    `terraform validate ${byTerraform ? "refuses" : "accepts"} them`,
    async () => {
      const sample = cases.filter((_, i) => i % EVERY === 0);
      const names = sample.map((each) => each.name);
      expect(await namesOf(sample, isRefusedByTerraform)).toEqual(byTerraform ? names : []);
    },
    TIME,
  );
});

/** OpenTofu accepts these, or a newer version of Terraform or a provider than the tests use. */
test("lint accepts what other versions of Terraform or a provider have", async () => {
  const cases = verdictCases("newer");
  expect(cases.length).toBeGreaterThan(10);
  expect(await namesOf(cases, isRefusedByUs)).toEqual([]);
});

/** Accepted only in the JSON syntax, in which objects represent blocks, and some strings are not templates. */
const FINE_IN_JSON = [
  ..."template-null variable-description-expression aws-env-block-as-map module-block-inside".split(" "),
  ..."aws-attribute-for-block-list block-as-attribute lifecycle-as-attribute lifecycle-replace-string".split(" "),
  ..."moved-string import-string removed-string validation-as-attribute variable-type-quoted-list".split(" "),
  ..."variable-default-template variable-default-path provider-assume-attr".split(" "),
  // names of members are unique in JSON
  "module-provider-twice-passed",
];
const MISSED_IN_JSON = ["provider-function-undeclared"];

describe.each([
  ["refused", true],
  ["accepted", false],
] as const)("modules in the JSON syntax that are %s", (name, isRefused) => {
  const cases = verdictCases(name).filter((each) => !FINE_IN_JSON.includes(each.name));

  test(`lint ${isRefused ? "refuses" : "accepts"} all of them`, async () => {
    const found = await namesOf(await inJson(cases), isRefusedByUs);
    const due = cases.map((each) => each.name).filter((each) => !MISSED_IN_JSON.includes(each));
    expect(found).toEqual(isRefused ? due : []);
  });

  test.skipIf(!hasTerraform)(
    `terraform validate ${isRefused ? "refuses" : "accepts"} them`,
    async () => {
      const sample = cases.filter((_, i) => i % EVERY === 0);
      const names = sample.map((each) => each.name);
      expect(await namesOf(await inJson(sample), isRefusedByTerraform)).toEqual(isRefused ? names : []);
    },
    TIME,
  );
});

noticeSkipped(6);
