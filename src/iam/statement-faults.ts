import type { Value } from "../terraform/index.ts";
import type { PolicyDocument } from "./document.ts";
import type { DocumentFault } from "./document-fault.ts";
import type { PolicySite } from "./policy-sites.ts";

const SOME_STATEMENT = "Write at least one statement, or leave the policy out";

/** A Statement that contains a text or a number, or, where IAM refuses that, is written as an empty list. */
export function notStatements(
  statement: Value,
  elements: readonly { readonly value: Value }[],
  { attachment }: PolicySite,
): DocumentFault[] {
  const { place } = statement;
  if (attachment !== "resource" && statement.kind === "list" && /^\[\s*\]$/.test(place.file.slice(place)))
    return [{ at: place, message: "The policy has no statement", help: SOME_STATEMENT, value: statement }];
  const [text] = elements.filter(({ value }) => value.kind === "known");
  if (!text) return [];
  return [
    {
      at: text.value.place,
      message: "A statement is an object with Effect, Action and Resource, not a text or a number",
      help: 'Write { Effect = "Allow", Action = …, Resource = … }',
      value: text.value,
    },
  ];
}

/** What adds statements to an aws_iam_policy_document besides its blocks. */
const MERGED = ["source_json", "override_json", "source_policy_documents", "override_policy_documents"];

/** An aws_iam_policy_document in which no statement is written, as the policy of a role, group or user. */
export function withoutStatements(
  { attachment, isUsed, place }: PolicySite,
  { sources }: PolicyDocument,
): DocumentFault[] {
  const [source, ...more] = sources;
  const isEmpty =
    source !== undefined &&
    more.length === 0 &&
    !source.body.blockTypes.includes("statement") &&
    !MERGED.some((argument) => source.body.isWritten(argument));
  if (!isUsed || attachment === "resource" || !isEmpty) return [];
  return [{ at: place, message: `${source} has no statement, and IAM refuses such a policy`, help: SOME_STATEMENT }];
}
