import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { globSync } from "tinyglobby";

export interface Expectation {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  /** What its message holds. */
  readonly text?: string;
}

/**
 * What the .tf files (and those of variables and state) below a directory say is to be found in them:
 * `# expect: rule-id[, rule-id]` on the line of the finding, or `# expect+1: …` so many lines above it; with `rule-id "text"`
 * the message holds that text. In the JSON syntax they are strings: `"//": "# expect+1: …"`.
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
    [...expected.matchAll(/([a-z0-9/-]+)(?: "([^"]*)")?/g)].map(([, rule = "", said]) => ({
      rule,
      line: line + Number(below ?? 0),
      ...(said !== undefined && { text: said }),
    })),
  );
}

/** In a form that compares and reads well: `iam.tf:12 iam/wildcard-action`, and what is expected of its message. */
export function describePlaces(places: readonly Expectation[]): readonly string[] {
  return places.map(({ file, line, rule, text }) => `${file}:${line} ${rule}${text ? ` "${text}"` : ""}`).sort();
}
