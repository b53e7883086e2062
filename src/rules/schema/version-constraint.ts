import {
  distinctDirectories,
  type Module,
  type Place,
  requiredProviders,
  terraformBlocks,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

export default defineRule({
  summary: "A version constraint is written in a form that Terraform does not read",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Version Constraints; tried with Terraform 1.11.4 (2026-11)",
  why: 'Terraform stops with "Invalid version constraint". ^1.2, latest and * are of other tools; Terraform knows =, !=, >, >=, <, <= and ~>.',
  bad: `terraform {
  required_version = "^1.5"
}`,
  good: `terraform {
  required_version = "~> 1.5"
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      constraintsOf(module).flatMap(({ text, at, isOfTerraform }): RuleFinding[] => {
        const wrong = text.split(",").find((part) => !(isOfTerraform ? WHOLE_PART : PART).test(part));
        if (text.trim() === "" || wrong === undefined) return [];
        return [
          {
            at,
            message: `"${wrong.trim().slice(0, 40)}" is no version constraint`,
            help: helpFor(wrong.trim()),
          },
        ];
      }),
    );
  },
});

/** An operator, and a version that begins with a digit. What else it may hold differs between versions of Terraform. */
const PART = /^\s*(?:=|!=|>=|<=|>|<|~>)?\s*v?\d/;
/** The same to its end: the constraint on Terraform itself is read in one way, by all versions. */
const WHOLE_PART =
  /^\s*(?:=|!=|>=|<=|>|<|~>)?\s*v?\d+(?:\.\d+)*(?:-?[A-Za-z~-][\w~-]*(?:\.[\w~-]+)*|-\d[\w~-]*(?:\.[\w~-]+)*)?(?:\+[\w~-]+(?:\.[\w~-]+)*)?\s*$/;

function helpFor(wrong: string): string {
  const caret = /^\^\s*(\d+(?:\.\d+)?)/.exec(wrong);
  if (caret) return `Write "~> ${caret[1]?.includes(".") ? caret[1] : `${caret[1]}.0`}"`;
  return wrong === "latest" || wrong === "*"
    ? "Leave the constraint out, or name a version"
    : 'Write ">= 1.2", "~> 1.2" or the like';
}

interface Constraint {
  readonly text: string;
  readonly at: Place;
  readonly isOfTerraform?: true;
}

function constraintsOf(module: Module): readonly Constraint[] {
  const found: Constraint[] = [];
  for (const block of terraformBlocks(module)) {
    const text = block.string("required_version");
    if (text !== undefined) found.push({ text, at: block.place("required_version"), isOfTerraform: true });
  }
  for (const { version } of requiredProviders(module))
    if (version?.kind === "known" && typeof version.value === "string")
      found.push({ text: version.value, at: version.place });
  for (const { attributes } of module.declared.moduleCalls.values()) {
    const written = attributes.get("version");
    const value = written && module.evaluate(written.node.expression, written.file);
    if (value?.kind === "known" && typeof value.value === "string") found.push({ text: value.value, at: value.place });
  }
  return found;
}
