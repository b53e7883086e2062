import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/report/index.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { type Cases, caseModule } from "./case-module.ts";
import { awsTypes, type SchemaType } from "./configurations.ts";
import { type Case, rightCases, wrongCases } from "./mutations.ts";
import { SCHEMA_RULES } from "./rules.ts";

/** The number of types per module: with more, evaluating the module would take most of the time. */
const AT_ONCE = 200;

/** A description of what is wrong with the findings of a case. */
function faultOf({ type, expected }: Case, findings: readonly Finding[]): string[] {
  const found = findings.map(({ rule, message, help }) => `${rule}: ${message} (${help})`);
  const where = `${type.kind} ${type.name}`;
  if (!expected) return found.map((text) => `${where} is right: ${text}`);
  const names = new RegExp(`\\b${expected.names}\\b`);
  const isNamed = findings.some(
    ({ rule, message, help }) => rule === expected.rule && names.test(`${message} ${help}`),
  );
  if (isNamed && findings.length === 1) return [];
  return [`${where} has to have ${expected.rule} with ${expected.names}: ${found.join("; ") || "nothing"}`];
}

async function faultsOf(types: readonly SchemaType[], make: Cases): Promise<readonly string[]> {
  const { directory, cases, at } = caseModule(types, make);
  const byCase = new Map<Case | undefined, Finding[]>(cases.map((each) => [each, []]));
  for (const finding of await lintDirectory(directory, { only: SCHEMA_RULES })) {
    byCase.get(finding.file === "main.tf" ? at(finding.range.start.line) : undefined)?.push(finding);
  }
  return cases.flatMap((each) => faultOf(each, byCase.get(each) ?? []));
}

const types = awsTypes();
const groups = Array.from({ length: Math.ceil(types.length / AT_ONCE) }, (_, group) =>
  types.slice(group * AT_ONCE, (group + 1) * AT_ONCE),
);

describe.each(groups.map((group) => ({ first: group[0]?.name, group })))("types from $first", ({ group }) => {
  test("nothing is found in configurations that conform to the schema", async () => {
    expect(await faultsOf(group, rightCases)).toEqual([]);
  });

  test("each mistake is found, and the right name is suggested", async () => {
    expect(await faultsOf(group, wrongCases)).toEqual([]);
  });
});
