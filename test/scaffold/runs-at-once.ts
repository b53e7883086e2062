import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Combines runs that only differ in their assertions: each run plans the module again, which takes most time. */
export function assertAtOnce(folder: string): void {
  rewriteTests(folder, (text) => {
    const assertions = new Map<string, string[]>();
    const others = text.replace(aRun, (_, body: string) => {
      const settings = body.replace(anAssertion, "").trim();
      assertions.set(settings, [...(assertions.get(settings) ?? []), ...(body.match(anAssertion) ?? [])]);
      return "";
    });
    const runs = [...assertions].map(([settings, all], index) => runOf(`plan_${index}`, settings, ...all));
    return [others, ...runs].join("\n");
  });
}

/** Combines runs that each expect one variable to refuse its value, as these do not affect each other. */
export function failAtOnce(folder: string): void {
  rewriteTests(folder, (text) => {
    const together: { names: string[]; values: string; refusing: string[] }[] = [];
    const others = text.replace(aRun, (run, body: string) => {
      const [, values, refusing] = aRefusal.exec(body) ?? [];
      if (values === undefined || refusing === undefined) return run;
      const names = values.match(/^ {4}\w+/gm) ?? [];
      const fitting = together.find((each) => names.every((name) => !each.names.includes(name)));
      if (!fitting) together.push({ names, values, refusing: [refusing] });
      else {
        fitting.names.push(...names);
        fitting.values += values;
        fitting.refusing.push(refusing);
      }
      return "";
    });
    const runs = together.map(({ values, refusing }, index) =>
      runOf(
        `refused_${index}`,
        "command = plan",
        `  variables {\n${values}  }\n`,
        `  expect_failures = [${refusing.join(", ")}]\n`,
      ),
    );
    return [others, ...runs].join("\n");
  });
}

const aRun = /^run ".*" \{\n([\s\S]*?)^\}\n/gm;
const anAssertion = /^ {2}assert \{\n[\s\S]*?^ {2}\}\n/gm;
const aRefusal = /^\s*command = plan\s+variables \{\n([\s\S]*?)^ {2}\}\s+expect_failures = \[(var\.\w+)\]\s*$/;

function runOf(name: string, settings: string, ...parts: readonly string[]): string {
  return `run "${name}" {\n  ${settings}\n\n${parts.join("\n")}}\n`;
}

function rewriteTests(folder: string, rewritten: (text: string) => string): void {
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".tftest.hcl"))) {
    const file = path.join(folder, name);
    writeFileSync(file, rewritten(readFileSync(file, "utf8")));
  }
}
