import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { globSync } from "tinyglobby";
import type { Severity } from "../../src/rules/rule.ts";

/** An expected finding. */
export interface Expectation {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  /** If it differs from the rule's own severity. */
  readonly severity?: Severity;
  /** A part of its message. */
  readonly text?: string;
}

/**
 * The findings that comments in the files below a directory expect: `# expect: rule-id[, rule-id]` on the line of the
 * finding, or `# expect+1: …` that many lines above it. `rule-id "text"` expects a message that contains the text, and
 * `rule-id info` a severity other than the rule's own. In the JSON syntax, the comment is a string:
 * `"//": "# expect+1: …"`.
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

/** Expected findings as readable lines for comparison: `iam.tf:12 iam/wildcard-action`, with severity and text. */
export function describePlaces(places: readonly Expectation[]): readonly string[] {
  return places
    .map(({ file, line, rule, severity, text }) =>
      [`${file}:${line} ${rule}`, severity ?? [], text ? `"${text}"` : []].flat().join(" "),
    )
    .sort();
}
