import type { Stack } from "../../lambda/index.ts";
import { type ConfigurationFile, distinctDirectories, placeOf, requiredVersion } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { expressionsOfKind, nativeFilesOf } from "../shared/declarations/native-files.ts";

/** The first that takes an expression without quotes. */
const FIRST_WITH_EXPRESSIONS = [0, 12];

export default defineRule({
  summary: "An expression is wrapped in quotes and braces without need",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_deprecated_interpolation"] },
  source: "Terraform 0.12 upgrade guide, First-class expressions",
  why: `"\${var.name}" is the form of Terraform 0.11, deprecated since 0.12. It reads like a string and may be a list or a number; who
reads it looks for the text that is not there.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "\${var.name}"
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = var.name
}`,
  check({ stack }) {
    return judgedFiles(stack).flatMap((file) => {
      const keys = new Set(expressionsOfKind(file, "object").flatMap(({ items }) => items.map(({ key }) => key)));
      return expressionsOfKind(file, "template").flatMap((template) => {
        const [only] = template.parts;
        // as a key of an object the quotes are needed, or parentheses
        if (template.heredoc || template.parts.length !== 1 || only?.kind !== "interpolation" || keys.has(template))
          return [];
        const inner = file.source.slice(only.expression);
        const isOneLine = !inner.includes("\n");
        // a comment in the braces would be lost
        const isWhole = file.source.slice(only).replace(/^\$\{~?\s*|\s*~?\}$/g, "") === inner;
        const at = placeOf(template, file.source);
        return [
          {
            at,
            message: `${isOneLine ? file.source.slice(template) : "This expression"} needs neither quotes nor braces`,
            help: isOneLine ? `Write ${inner}` : "Write the expression alone",
            fix: isWhole
              ? {
                  title: "Write the expression alone",
                  edits: [{ place: at, newText: isOneLine ? inner : `(${inner})` }],
                }
              : undefined,
          },
        ];
      });
    });
  },
});

/** The files of modules that Terraform 0.12 or later may run. */
function judgedFiles({ root, modules }: Stack): readonly ConfigurationFile[] {
  if (requiredVersion(root)?.allowsFrom(FIRST_WITH_EXPRESSIONS) === false) return [];
  return distinctDirectories(modules)
    .filter((module) => requiredVersion(module)?.allowsFrom(FIRST_WITH_EXPRESSIONS) !== false)
    .flatMap(nativeFilesOf);
}
