import { formatParsed } from "../../hcl/index.ts";
import type { Place } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { nativeFiles } from "../shared/declarations/native-files.ts";

export default defineRule({
  summary: "A file is not formatted as terraform fmt does it",
  severity: "info",
  profile: "all",
  since: "0.1",
  source: "Terraform CLI, terraform fmt (2026-11)",
  why: "If everyone formats in the same way, a diff shows what was changed and nothing else.",
  bad: `resource "aws_sqs_queue" "jobs" {
name = "jobs"
  fifo_queue = false
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name       = "jobs"
  fifo_queue = false
}`,
  check({ stack }) {
    return nativeFiles(stack).flatMap(({ source, parsed }) => {
      const formatted = formatParsed(source.text, parsed.body);
      if (formatted === source.text) return [];
      const lines = differingLines(source.text, formatted);
      const at = linePlace(source, lines.first);
      return [
        {
          at,
          message: `This file is not formatted as terraform fmt does it, from this line on (${lines.count} ${lines.count === 1 ? "line differs" : "lines differ"})`,
          help: "Run terraform fmt, or lambda-tf lint --fix",
          fix: {
            title: "Format the file",
            edits: [{ place: { file: source, start: 0, end: source.text.length }, newText: formatted }],
          },
        },
      ];
    });
  },
});

function differingLines(before: string, after: string): { readonly first: number; readonly count: number } {
  const [old, formatted] = [before.split("\n"), after.split("\n")];
  const differing = old.map((line, i) => (line === formatted[i] ? 0 : i + 1)).filter((line) => line > 0);
  return { first: differing[0] ?? old.length, count: Math.max(1, differing.length) };
}

function linePlace(file: Place["file"], line: number): Place {
  let start = 0;
  for (let i = 1; i < line; i++) start = file.text.indexOf("\n", start) + 1;
  return { file, start, end: start + (file.line(line)?.length ?? 0) };
}
