import { describe, expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { hasTerraform, noticeSkipped, terraform, terraformOutput } from "../scaffold/terraform-offline.ts";
import { type VerdictCase, verdictCases } from "./verdict-cases.ts";

/** Terraform takes a second or more for a case: of every so many one is asked about, of all with LAMBDA_TF_VERDICTS=1. */
const EVERY = process.env.LAMBDA_TF_VERDICTS ? 1 : 15;

/** Whether lint says that Terraform refuses a module. */
async function isRefusedByUs({ files }: VerdictCase): Promise<boolean> {
  const findings = await lintDirectory(temporaryDirectory(files));
  return findings.some(
    ({ rule, severity }) =>
      severity === "error" && (/^(?:schema\/|syntax$)/.test(rule) || LANGUAGE_RULES.includes(rule)),
  );
}

/** Rules of other categories for what Terraform refuses. */
const LANGUAGE_RULES = ["style/undeclared", "style/duplicate-address", "state/backend-variable", "style/short-circuit"];

function isRefusedByTerraform({ files }: VerdictCase): boolean {
  const directory = temporaryDirectory(files);
  try {
    terraform(directory, "init", "-backend=false");
  } catch {
    return true;
  }
  const { valid } = JSON.parse(terraformOutput(directory, "validate", "-json")) as { valid: boolean };
  return !valid;
}

async function namesOf(cases: readonly VerdictCase[], is: (each: VerdictCase) => boolean | Promise<boolean>) {
  const names: string[] = [];
  for (const each of cases) if (await is(each)) names.push(each.name);
  return names;
}

describe.each([
  ["refused", true, true],
  // what is not found yet: whoever finds it moves the case
  ["refused-missed", false, true],
  // what validate does not see, and the plan does
  ["refused-by-plan", true, false],
  ["accepted", false, false],
] as const)("modules that are %s", (name, byUs, byTerraform) => {
  const cases = verdictCases(name);
  const all = cases.map((each) => each.name);

  test(`lint ${byUs ? "refuses" : "takes"} all of them`, async () => {
    expect(all.length).toBeGreaterThan(10);
    expect(await namesOf(cases, isRefusedByUs)).toEqual(byUs ? all : []);
  });

  test.skipIf(!hasTerraform)(`terraform validate ${byTerraform ? "refuses" : "takes"} them`, async () => {
    const sample = cases.filter((_, i) => i % EVERY === 0);
    const names = sample.map((each) => each.name);
    expect(await namesOf(sample, isRefusedByTerraform)).toEqual(byTerraform ? names : []);
  });
});

noticeSkipped(4);
