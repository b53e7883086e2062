import type { Block, Expression } from "../../hcl/index.ts";
import type { Stack } from "../../lambda/index.ts";
import { type ConfigurationFile, distinctDirectories, isForOldTerraform, placeOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { expressionsOfKind, nativeFilesOf } from "../shared/declarations/native-files.ts";
import { argumentOf, plainText } from "../shared/declarations/written-syntax.ts";

export default defineRule({
  summary: "An expression or a reference is wrapped in quotes unnecessarily",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_deprecated_interpolation"] },
  source: "Terraform 0.12 upgrade guide, First-class expressions; tried with Terraform 1.11.4 (2026-11)",
  why: `"\${var.name}" is the form of Terraform 0.11, deprecated since 0.12, and so are the names in quotes of depends_on,
ignore_changes and provider. It looks like a string but may be a list or a number, and readers look for text that is not there.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "\${var.name}"
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = var.name
}`,
  together: {
    message: "expressions and references need neither quotes nor braces",
    help: "Write them alone",
    edit: "Write them alone",
  },
  check({ stack }) {
    return judgedFiles(stack).flatMap((file) => [...wrappedExpressions(file), ...quotedReferences(file)]);
  },
});

function wrappedExpressions(file: ConfigurationFile): readonly RuleFinding[] {
  const keys = new Set(expressionsOfKind(file, "object").flatMap(({ items }) => items.map(({ key }) => key)));
  return expressionsOfKind(file, "template").flatMap((template) => {
    const [only] = template.parts;
    // the key of an object needs the quotes, or parentheses
    if (template.heredoc || template.parts.length !== 1 || only?.kind !== "interpolation" || keys.has(template))
      return [];
    const inner = file.source.slice(only.expression);
    const isOneLine = !inner.includes("\n");
    const written = file.source.slice(template);
    // its own brackets hold a multi-line expression together
    const isHeld = isOneLine || ["call", "object", "tuple"].includes(only.expression.kind);
    // a comment in the braces would be lost
    const isWhole = file.source.slice(only).replace(/^\$\{~?\s*|(?<!\s)\s*~?\}$/g, "") === inner;
    const at = placeOf(template, file.source);
    return [
      {
        at,
        message: `${written.includes("\n") ? "This expression" : written} needs neither quotes nor braces`,
        help: isOneLine ? `Write ${inner}` : "Write only the expression",
        fix: isWhole
          ? {
              title: "Write only the expression",
              edits: [{ place: at, newText: isHeld ? inner : `(${inner})` }],
            }
          : undefined,
      },
    ];
  });
}

/** Where Terraform accepts only references, and warns about quoted ones. */
function quotedReferences({ parsed, source }: ConfigurationFile): readonly RuleFinding[] {
  return parsed.body.items
    .flatMap((item) => (item.kind === "block" ? referenceLists(item) : []))
    .flatMap((expression) => {
      const text = plainText(expression);
      if (text === undefined || !REFERENCE.test(text)) return [];
      const at = placeOf(expression, source);
      return [
        {
          at,
          message: `${source.slice(expression)} is a reference, and needs no quotes`,
          help: `Write ${text}`,
          fix: { title: `Write ${text}`, edits: [{ place: at, newText: text }] },
        },
      ];
    });
}

/** What has to be a reference: an address, or a path within a resource. */
const REFERENCE = /^[a-z_][\w-]*(?:\.[a-z_][\w-]*|\[(?:\d+|\*)\])*$/i;

/** The expressions of a block that must be references. */
function referenceLists(block: Block): readonly Expression[] {
  const lifecycle = block.body.items.find((item): item is Block => item.kind === "block" && item.type === "lifecycle");
  const provider = argumentOf(block, "provider");
  const providers = argumentOf(block, "providers")?.expression;
  const lists = [argumentOf(block, "depends_on"), lifecycle && argumentOf(lifecycle, "ignore_changes")];
  return [
    ...(provider ? [provider.expression] : []),
    ...(block.type === "module" && providers?.kind === "object" ? providers.items.map(({ value }) => value) : []),
    ...lists.flatMap((list) => (list?.expression.kind === "tuple" ? list.expression.elements : [])),
  ];
}

/** The files of modules that may run with Terraform 0.12 or later. */
function judgedFiles({ modules }: Stack): readonly ConfigurationFile[] {
  return distinctDirectories(modules)
    .filter((module) => !isForOldTerraform(module))
    .flatMap(nativeFilesOf);
}
