import { describe, expect, test } from "vitest";
import type { AttributeType, BlockSchema } from "../../src/aws/provider-schema.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { hasTerraform, noticeSkipped, terraform, terraformOutput } from "../scaffold/terraform-offline.ts";
import { type CaseModule, type Cases, caseModule } from "./case-module.ts";
import { awsTypes, settable } from "./configurations.ts";
import { type Case, rightCases, wrongCases } from "./mutations.ts";
import { SCHEMA_RULES } from "./rules.ts";

/** One type in this many is tried, as Terraform takes most of the time. */
const EVERY = 7;

/** The offline provider treats attributes with objects as blocks, and has no ephemeral resources. */
const sample = awsTypes().filter(
  ({ kind, schema }, index) => kind !== "ephemeral" && index % EVERY === 0 && !takesObjects(schema),
);

function takesObjects(schema: BlockSchema): boolean {
  return (
    settable(schema).some(([, { type }]) => holdsObject(type)) ||
    [...schema.blocks.values()].some(({ block }) => takesObjects(block))
  );
}

function holdsObject(type: AttributeType): boolean {
  return type.kind === "object" || ("element" in type && holdsObject(type.element));
}

/** One case for each type, of a different kind each time. */
function oneOf(make: Cases): Cases {
  return (type, label) => {
    const all = make(type, label);
    const picked = all[sample.indexOf(type) % all.length];
    // only the provider itself refuses read-only attributes, and the offline one consists of nothing but the schema
    return picked && picked.expected?.rule !== "schema/read-only-argument" ? [picked] : [];
  };
}

/** The cases that the real Terraform refuses. */
function refused({ directory, at }: CaseModule): ReadonlySet<Case | undefined> {
  terraform(directory, "init", "-backend=false");
  const { diagnostics } = JSON.parse(terraformOutput(directory, "validate", "-json")) as {
    diagnostics: readonly { severity: string; range?: { start: { line: number } } }[];
  };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return new Set(errors.map(({ range }) => at(range?.start.line ?? 0)));
}

async function found({ directory, at }: CaseModule): Promise<ReadonlySet<Case | undefined>> {
  const findings = await lintDirectory(directory, { only: SCHEMA_RULES });
  return new Set(findings.map(({ range }) => at(range.start.line)));
}

async function disagreements(make: Cases): Promise<readonly string[]> {
  const module = caseModule(sample, oneOf(make));
  const [terraformSays, weSay] = [refused(module), await found(module)];
  return module.cases.flatMap((each) => {
    if (terraformSays.has(each) === weSay.has(each)) return [];
    const { type, expected } = each;
    const what = expected ? `${expected.rule} with ${expected.names}` : "which is right";
    return [`${weSay.has(each) ? "we" : "Terraform"} alone: ${type.kind} ${type.name}, ${what}`];
  });
}

noticeSkipped(2);

describe.skipIf(!hasTerraform)("the real Terraform agrees", () => {
  test("on several hundred correct resources", async () => {
    expect(sample.length).toBeGreaterThan(250);
    // the offline provider does not have all computed attributes, so references are left out
    const right: Cases = (type, label) => rightCases(type, label).map((each) => ({ ...each, beside: [] }));
    expect(await disagreements(right)).toEqual([]);
  });

  test("on several hundred resources with a mistake", async () => {
    expect(await disagreements(wrongCases)).toEqual([]);
  });
});
