import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { globSync } from "tinyglobby";
import type { Severity } from "../../src/rules/rule.ts";

export interface Expectation {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  /** Where it is not the one that the rule mostly has. */
  readonly severity?: Severity;
  /** What its message holds. */
  readonly text?: string;
}

/**
 * What the .tf files (and those of variables and state) below a directory say is to be found in them:
 * `# expect: rule-id[, rule-id]` on the line of the finding, or `# expect+1: …` so many lines above it; with `rule-id "text"`
 * the message holds that text, and with `rule-id info` the finding is less severe, or more, than the rule says. In the JSON syntax they are strings: `"//": "# expect+1: …"`.
 */
export function readExpectations(directory: string): readonly Expectation[] {
  return globSync("**/*.{tf,tf.json,tfvars,tfstate}", { cwd: directory, absolute: true }).flatMap((path) =>
    readFileSync(path, "utf8")
      .split("\n")
      .flatMap((text, index) =>
        expectationsOf(text, index + 1).map((found) => ({ ...found, file: relative(directory, path) })),
      ),
  );
}

function expectationsOf(text: string, line: number): Omit<Expectation, "file">[] {
  const markers = text.matchAll(/(?:#|\/\/)\s*expect(?:\+(\d+))?:\s*((?:[a-z0-9/, -]|(?<= )"[^"]*")+)/g);
  return [...markers].flatMap(([, below, expected = ""]) =>
    [...expected.matchAll(/([a-z0-9/-]+)(?: (error|warning|info))?(?: "([^"]*)")?/g)].map(
      ([, rule = "", level, said]) => ({
        rule,
        line: line + Number(below ?? 0),
        ...(level !== undefined && { severity: level as Severity }),
        ...(said !== undefined && { text: said }),
      }),
    ),
  );
}

/** In a form that compares and reads well: `iam.tf:12 iam/wildcard-action`, and what else is expected of it. */
export function describePlaces(places: readonly Expectation[]): readonly string[] {
  return places
    .map(({ file, line, rule, severity, text }) =>
      [`${file}:${line} ${rule}`, severity ?? [], text ? `"${text}"` : []].flat().join(" "),
    )
    .sort();
}
