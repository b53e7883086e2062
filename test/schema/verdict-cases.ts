import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A module that Terraform accepts or refuses. */
export interface VerdictCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The modules of fixtures/verdicts/<name>.txt: "=== name" begins a module, "--- path" a file after its main.tf. */
export function verdictCases(name: string): readonly VerdictCase[] {
  const text = readFileSync(fileURLToPath(new URL(`../../fixtures/verdicts/${name}.txt`, import.meta.url)), "utf8");
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [title = "", ...lines] = part.split("\n");
      const [main = "", ...others] = lines.join("\n").split(/^--- /m);
      const files = others.map((other) => {
        const end = other.indexOf("\n");
        return [other.slice(0, end), other.slice(end + 1)] as const;
      });
      return { name: title, files: { "main.tf": main, ...Object.fromEntries(files) } };
    });
}
