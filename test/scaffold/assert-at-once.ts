import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Puts the assertions of runs that are the same otherwise into one: each run plans the module anew, which is what takes time. */
export function assertAtOnce(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".tftest.hcl"))) {
    const file = path.join(folder, name);
    writeFileSync(file, withRunsAtOnce(readFileSync(file, "utf8")));
  }
}

function withRunsAtOnce(text: string): string {
  const assertions = new Map<string, string[]>();
  const others = text.replace(/^run ".*" \{\n([\s\S]*?)^\}\n/gm, (_, body: string) => {
    const settings = body.replace(assertion, "").trim();
    assertions.set(settings, [...(assertions.get(settings) ?? []), ...(body.match(assertion) ?? [])]);
    return "";
  });
  const runs = [...assertions].map(
    ([settings, all], index) => `run "plan_${index}" {\n  ${settings}\n\n${all.join("\n")}}\n`,
  );
  return [others, ...runs].join("\n");
}

const assertion = /^ {2}assert \{\n[\s\S]*?^ {2}\}\n/gm;
