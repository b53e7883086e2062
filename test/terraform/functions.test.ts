import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parseExpression, SourceFile } from "../../src/hcl/index.ts";
import { evaluate } from "../../src/terraform/evaluation/evaluate.ts";
import { jsonText } from "../../src/terraform/functions/json.ts";
import { knowledgeOf } from "../../src/terraform/functions/knowledge.ts";
import { toPlain } from "../../src/terraform/functions/plain-value.ts";
import { combined } from "./combined.expressions.ts";
import { cornerCases } from "./corner-cases.expressions.ts";
import { emptyScope } from "./empty-scope.ts";
import { expressions } from "./functions.expressions.ts";
import { furtherCases } from "./further.expressions.ts";
import { providerCalls } from "./provider-functions.expressions.ts";

const hasTerraform = spawnSync("terraform", ["version"]).status === 0;
const groups = { ...expressions, ...cornerCases, ...furtherCases, combined, provider: providerCalls };
const all = Object.values(groups).flat();

/** The built-in provider of Terraform, whose functions are available without installing it. */
const BUILT_IN = `terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
`;

/** The results of all expressions in one run of `terraform console`: the JSON of `[expression]`, or "error". */
function askTerraform(): Map<string, string> {
  const directory = mkdtempSync(join(tmpdir(), "lambda-tf-console-"));
  try {
    const results = all.map((text) => `    try(jsonencode([${text}]), "error"),`).join("\n");
    writeFileSync(join(directory, "versions.tf"), BUILT_IN);
    spawnSync("terraform", ["init"], { cwd: directory });
    writeFileSync(join(directory, "main.tf"), `locals {\n  results = [\n${results}\n  ]\n}\n`);
    const run = spawnSync("terraform", ["console"], {
      cwd: directory,
      input: "base64encode(jsonencode(local.results))\n",
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    if (run.status !== 0) throw new Error(run.stderr);
    const answers: string[] = JSON.parse(Buffer.from(run.stdout.trim().slice(1, -1), "base64").toString());
    return new Map(all.map((text, i) => [text, answers[i] ?? ""]));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function askOurselves(text: string): string {
  const file = new SourceFile("expression", `[${text}]`);
  const parsed = parseExpression(file, { start: 0, end: file.text.length });
  if (parsed.kind === "broken") throw new Error(parsed.problem.message);
  const value = evaluate(parsed.node, emptyScope, file);
  const [element] = value.kind === "list" ? value.elements : [];
  if (element && knowledgeOf(element).validity === "invalid") return "error";
  if (element?.kind === "unknown") return element.why;
  return jsonText(toPlain(value));
}

/** Rounds numbers, as Terraform's have more digits than ours. */
function comparable(text: string): unknown {
  if (!text.startsWith("[")) return text;
  return JSON.parse(text, (_, value) => (typeof value === "number" ? Number(value.toPrecision(14)) : value));
}

describe.skipIf(!hasTerraform)(
  "functions return the same as terraform console (skipped if terraform is not installed)",
  () => {
    let answers = new Map<string, string>();
    beforeAll(() => {
      answers = askTerraform();
    });

    for (const [group, texts] of Object.entries(groups)) {
      it.each(texts)(`${group}: %s`, (text) => {
        expect(comparable(askOurselves(text))).toEqual(comparable(answers.get(text) ?? ""));
      });
    }
  },
);
