import { grouped } from "../../grouped.ts";
import {
  distinctDirectories,
  excludeEachOther,
  type Module,
  type Place,
  parseVersionConstraint,
  providerSource,
  requiredProviders,
  terraformBlocks,
  type VersionConstraint,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { replacing } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "A version constraint is not valid, or allows no version",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Version Constraints; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops with "Invalid version constraint". ^1.2, latest and * belong to other tools; Terraform knows =, !=, >, >=,
<, <= and ~>. All modules of a configuration together must allow one version of Terraform, and one of each provider.`,
  bad: `terraform {
  required_version = "^1.5"
}`,
  good: `terraform {
  required_version = "~> 1.5"
}`,
  check({ stack }) {
    const constraints = distinctDirectories(stack.modules).flatMap(constraintsOf);
    return [
      ...contradictions(constraints),
      ...constraints.flatMap(({ text, at, subject }): RuleFinding[] => {
        const wrong = text.split(",").find((part) => !(subject === TERRAFORM ? WHOLE_PART : PART).test(part));
        if (text.trim() === "" || wrong === undefined) return [];
        return [
          {
            at,
            message: `"${wrong.trim().slice(0, 40)}" is not a version constraint`,
            help: helpFor(wrong.trim()),
            suggestions: withoutCarets(text, at),
          },
        ];
      }),
    ];
  },
});

const TERRAFORM = "Terraform";

/** Constraints that no version satisfies, by themselves or together with an earlier one on the same subject. */
function contradictions(constraints: readonly Constraint[]): readonly RuleFinding[] {
  const bySubject = grouped(constraints, ({ subject }) => (subject === undefined ? [] : [subject]));
  return [...bySubject.values()].flatMap((all) => {
    const earlier: { readonly constraint: Constraint; readonly parsed: VersionConstraint }[] = [];
    return all.flatMap((constraint): RuleFinding[] => {
      const parsed = constraint.text.includes("-") ? undefined : parseVersionConstraint(constraint.text);
      if (!parsed) return [];
      const { at, text, subject } = constraint;
      if (excludeEachOther([parsed]))
        return [{ at, message: `No version of ${subject} satisfies "${text}"`, help: "Fix one of its parts" }];
      // of two in one module, one may be meant to override the other
      const elsewhere = earlier.filter((one) => one.constraint.module !== constraint.module);
      const other = elsewhere.find((one) => excludeEachOther([one.parsed, parsed]));
      earlier.push({ constraint, parsed });
      if (!other) return [];
      const help = "Change one so that both allow a common version";
      const message = `No version of ${subject} satisfies both "${text}" and "${other.constraint.text}"`;
      return [{ at, message, help, related: [{ at: other.constraint.at, message: "The other constraint" }] }];
    });
  });
}

/** An operator, and a version that starts with a digit. What else is allowed differs between versions of Terraform. */
const PART = /^\s*(?:(?:=|!=|>=|<=|>|<|~>)\s*)?v?\d/;
/** The same to the end: all versions parse the constraint on Terraform itself in the same way. */
const WHOLE_PART =
  /^\s*(?:(?:=|!=|>=|<=|>|<|~>)\s*)?v?\d+(?:\.\d+)*(?:-?[A-Za-z~-][\w~-]*(?:\.[\w~-]+)*|-\d[\w~-]*(?:\.[\w~-]+)*)?(?:\+[\w~-]+(?:\.[\w~-]+)*)?\s*$/;

function helpFor(wrong: string): string {
  const caret = /^\^\s*(\d+(?:\.\d+)?)/.exec(wrong);
  if (caret) return `Write "~> ${caret[1]?.includes(".") ? caret[1] : `${caret[1]}.0`}"`;
  return wrong === "latest" || wrong === "*"
    ? "Remove the constraint, or name a version"
    : 'Write ">= 1.2", "~> 1.2" or the like';
}

/** Terraform's equivalent of ^ in other tools. */
function withoutCarets(text: string, at: Place): readonly Fix[] {
  const mended = text.replace(
    /\^\s*(\d+)(\.\d+)?(?:\.\d+)*/g,
    (_, major: string, minor = ".0") => `~> ${major}${minor}`,
  );
  const isWritten = at.file.slice(at) === JSON.stringify(text);
  return isWritten && mended !== text && mended.split(",").every((part) => WHOLE_PART.test(part))
    ? [replacing(at, JSON.stringify(mended))]
    : [];
}

interface Constraint {
  readonly module: Module;
  readonly text: string;
  readonly at: Place;
  /** What it is a version of, if all modules share it: Terraform, or the provider by its source. */
  readonly subject?: string;
}

function constraintsOf(module: Module): readonly Constraint[] {
  const found: Constraint[] = [];
  for (const block of terraformBlocks(module)) {
    const text = block.string("required_version");
    if (text !== undefined) found.push({ module, text, at: block.place("required_version"), subject: TERRAFORM });
  }
  for (const { name, version } of requiredProviders(module))
    if (version?.kind === "known" && typeof version.value === "string") {
      const subject = providerSource(name, module);
      found.push({ module, text: version.value, at: version.place, ...(subject !== undefined && { subject }) });
    }
  for (const { attributes } of module.declared.moduleCalls.values()) {
    const written = attributes.get("version");
    const value = written && module.evaluate(written.node.expression, written.file);
    if (value?.kind === "known" && typeof value.value === "string")
      found.push({ module, text: value.value, at: value.place });
  }
  return found;
}
