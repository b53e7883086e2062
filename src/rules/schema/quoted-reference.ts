import { attributesWithin, type Block } from "../../hcl/index.ts";
import {
  type ConfigurationFile,
  distinctDirectories,
  encloses,
  type Module,
  type Place,
  placeOf,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { expressionsOfKind, nativeFilesOf } from "../shared/declarations/native-files.ts";
import { isQuotedReference } from "../shared/declarations/quoted-reference.ts";
import { plainText } from "../shared/declarations/written-syntax.ts";

/** Arguments that may speak of a resource, and those whose references have a rule of their own. */
const NOT_JUDGED: ReadonlySet<string> = new Set([
  "description",
  "comment",
  "depends_on",
  "ignore_changes",
  "provider",
  "tags",
]);

/** Keys in JSON whose values are for people. */
const SPOKEN: ReadonlySet<string> = new Set(["description", "comment", "title", "label", "markdown"]);

const example = (role: string) => `resource "aws_iam_role" "worker" {
  name               = "worker"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "worker" {
  role       = ${role}
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}`;

export default defineRule({
  summary: "A reference is in quotes, which makes it plain text",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, References to Named Values; Strings and Templates (2026-11)",
  why: `In quotes a reference is just text: AWS is asked for a role or subnet of that very name, and Terraform does not know that
one resource needs the other.`,
  bad: example('"aws_iam_role.worker.name"'),
  good: example("aws_iam_role.worker.name"),
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      nativeFilesOf(module).flatMap((file) => quotedIn(file, module)),
    );
  },
});

function quotedIn(file: ConfigurationFile, module: Module): RuleFinding[] {
  const quoted = expressionsOfKind(file, "template").filter((template) => {
    const text = template.heredoc ? undefined : plainText(template);
    return text !== undefined && isQuotedReference(text, module);
  });
  if (quoted.length === 0) return [];
  const entries = expressionsOfKind(file, "object").flatMap(({ items }) => items);
  const spoken = new Set(
    entries.flatMap(({ key, name, value }) => (name !== undefined && SPOKEN.has(name) ? [key, value] : [key])),
  );
  const calls = expressionsOfKind(file, "call").map((call) => ({ name: call.name, at: placeOf(call, file.source) }));
  return quoted.flatMap((template) => {
    const at = placeOf(template, file.source);
    const around = calls.filter((call) => encloses(call.at, at)).map(({ name }) => name);
    if (spoken.has(template) || !isJudged(file, at, around)) return [];
    const text = plainText(template) ?? "";
    return [
      {
        at,
        message: `"${text}" is just text, not the value of ${text}`,
        help: `Write ${text} without quotes`,
        fix: { title: `Write ${text}`, edits: [{ place: at, newText: text }] },
      },
    ];
  });
}

/**
 * Whether a text is in an argument of an AWS resource for which such a text makes no sense.
 * @param around the functions that it is an argument of: other rules check what functions take
 */
function isJudged({ parsed, source }: ConfigurationFile, at: Place, around: readonly string[]): boolean {
  const block = parsed.body.items.find(
    (item): item is Block => item.kind === "block" && item.start <= at.start && item.end >= at.end,
  );
  const type = block?.labels[0]?.value;
  const isOfAws = (block?.type === "resource" || block?.type === "data") && type !== undefined && isJudgedType(type);
  if (!block || !isOfAws || around.some((name) => name !== "jsonencode")) return false;
  return [...attributesWithin(block.body)].some(
    ({ attribute: { expression, name } }) =>
      encloses(placeOf(expression, source), at) &&
      !NOT_JUDGED.has(name) &&
      !(around.length > 0 && OF_OTHER_RULES.test(name)),
  );
}

/** Policies and definitions of state machines, whose rules report texts in place of ARNs. */
const OF_OTHER_RULES = /^(?!redrive_).*policy$|^definition$/;

/** Policy documents have their own rule. */
function isJudgedType(type: string): boolean {
  return type.startsWith("aws_") && type !== "aws_iam_policy_document";
}
