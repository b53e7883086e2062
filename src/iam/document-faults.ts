import { didYouMean } from "../aws/did-you-mean.ts";
import { jsonTextFault, knownPrefix, type ObjectValue, stringOf, type Value } from "../terraform/index.ts";
import { isOfPermissions } from "./action-pattern.ts";
import { baseOperator } from "./condition.ts";
import { CONDITION_OPERATORS } from "./condition-operators.ts";
import { type PolicyDocument, statementElements } from "./document.ts";
import type { DocumentFault, Mend } from "./document-fault.ts";
import { doubledElements, misplacedElements, missingElements, objectElements } from "./element-faults.ts";
import type { PolicySite } from "./policy-sites.ts";
import { principalFaults } from "./principal-faults.ts";
import { queueFaults } from "./queue-faults.ts";
import { resourceFaults } from "./resource-faults.ts";
import type { Statement } from "./statement.ts";
import { notStatements, withoutStatements } from "./statement-faults.ts";

const DOCUMENT_KEYS = ["Version", "Id", "Statement"];

const STATEMENT_KEYS = [
  ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"],
  ...["Resource", "NotResource", "Condition"],
];

/** What AWS certainly refuses in a policy document. */
export function documentFaults(site: PolicySite): readonly DocumentFault[] {
  const { value, document } = site;
  if (value && !document) return unreadable(value);
  if (!document) return [];
  const shape = [
    ...strayComma(document),
    ...bareArns(document),
    ...(document.content ? shapeFaults(document.content, site) : withoutStatements(site, document)),
  ];
  const statements = document.statements.flatMap((statement) => [
    // an element whose name is misspelt is also missing under its right name: that counts as one fault
    ...(shape.length === 0 && !isAstray(statement, site) ? missingElements(statement, site) : []),
    ...doubledElements(statement),
    ...objectElements(statement),
    ...(isAstray(statement, site) ? [] : misplacedElements(statement, site)),
    ...resourceFaults(statement, site),
    ...queueFaults(statement, site),
    ...principalFaults(statement, site),
    ...unknownOperators(statement),
  ]);
  return [...shape, ...statements, ...duplicateSids(site, document.statements)];
}

/**
 * Whether a statement of an identity policy is in a trust policy: only that is reported, as all else follows from it.
 */
function isAstray(statement: Statement, { attachment, isUsed }: PolicySite): boolean {
  return attachment === "trust" && isUsed && isOfPermissions(statement);
}

function unreadable(value: Value): DocumentFault[] {
  if (value.kind === "json" && isJson(value.content))
    return [
      {
        at: value.place,
        message: "The policy is JSON within JSON: what jsonencode is given is a text already",
        help: "Remove jsonencode from around it",
      },
    ];
  if (value.kind === "json")
    return value.content.kind === "list" || value.content.kind === "known"
      ? [
          {
            at: value.place,
            message: "A policy is an object with Version and Statement",
            help: "Write { Version = …, Statement = [ … ] }",
          },
        ]
      : [];
  const fault = jsonTextFault(value);
  if (!fault) return [];
  const isBegun = /^\s*\{/.test(knownPrefix(value));
  return [
    {
      at: isBegun ? fault.place : value.place,
      message: `The policy is not valid JSON${isBegun ? `: ${fault.reason}` : ""}`,
      help: "Write it with jsonencode or as an aws_iam_policy_document, which avoids this",
    },
  ];
}

/** Whether a value that is passed to jsonencode is already JSON. */
function isJson(content: Value): boolean {
  if (content.kind === "json") return true;
  if (content.via?.resource.type === "aws_iam_policy_document")
    return /^(?:minified_)?json$/.test(String(content.via.path));
  return stringOf(content)?.trimStart().startsWith("{") === true;
}

function strayComma({ strayComma: at }: PolicyDocument): DocumentFault[] {
  if (!at) return [];
  return [
    {
      at,
      message: "The policy is not valid JSON: nothing follows this comma",
      help: "Remove the comma, or write the policy with jsonencode, which avoids this",
      mend: { from: ",", to: "" },
    },
  ];
}

function bareArns({ bareArns: found }: PolicyDocument): DocumentFault[] {
  return found.map(({ at, value }) => ({
    at,
    message: `The policy is not valid JSON: the ${value.via?.path[0]} of ${value.via?.resource} is put in without quotes`,
    help: "Put quotes around it, or write the policy with jsonencode, which avoids this",
  }));
}

function shapeFaults(content: Value, site: PolicySite): DocumentFault[] {
  if (content.kind !== "object") return [];
  const version = content.entries.get("Version");
  const text = version && stringOf(version);
  const statement = content.entries.get("Statement");
  const faults = unknownKeys(content, DOCUMENT_KEYS, "a policy");
  if (version && text !== undefined && text !== "2012-10-17" && text !== "2008-10-17")
    faults.push({
      at: version.place,
      message: `"${text}" is not a version of the policy language`,
      help: 'Write Version = "2012-10-17"',
      mend: { from: text, to: "2012-10-17" },
    });
  if (!statement && !content.open && faults.length === 0)
    faults.push({ at: content.place, message: "The policy has no Statement", help: "Add Statement = [ … ]" });
  const elements = statement ? statementElements(statement).elements : [];
  if (statement) faults.push(...notStatements(statement, elements, site));
  return [...faults, ...elements.flatMap(({ value }) => (value.kind === "object" ? objectFaults(value) : []))];
}

function objectFaults(statement: ObjectValue): DocumentFault[] {
  const effect = statement.entries.get("Effect");
  const text = effect && stringOf(effect);
  const faults = unknownKeys(statement, STATEMENT_KEYS, "a statement");
  if (!effect && !statement.open)
    faults.push({
      at: statement.place,
      message: "The statement has no Effect",
      help: 'Add Effect = "Allow" or "Deny"',
    });
  if (effect && text !== undefined && text !== "Allow" && text !== "Deny")
    faults.push({
      at: effect.place,
      message: `"${text}" is no Effect`,
      help: 'Write "Allow" or "Deny", with a capital',
      mend: mendWord(text, ["Allow", "Deny"]),
    });
  return faults;
}

function unknownKeys(value: ObjectValue, known: readonly string[], what: string): DocumentFault[] {
  return [...value.entries].flatMap(([key, entry]) => {
    if (known.includes(key) || entry.kind === "null") return [];
    const meant = didYouMean(key, known);
    return [
      {
        at: value.keyPlaces?.get(key) ?? entry.place,
        message: `${what.charAt(0).toUpperCase()}${what.slice(1)} has no element ${key}`,
        help: meant ? `Did you mean ${meant}?` : `Its elements are ${known.join(", ")}`,
        mend: meant && value.keyPlaces?.has(key) ? { from: key, to: meant } : undefined,
      },
    ];
  });
}

/** Corrects a word that is wrong only in its case. */
function mendWord(word: string, known: readonly string[]): Mend | undefined {
  const to = known.find((one) => one.toLowerCase() === word.toLowerCase());
  return to === undefined ? undefined : { from: word, to };
}

function unknownOperators({ conditions }: Statement): DocumentFault[] {
  return conditions.flatMap(({ operator, operatorPlace }) => {
    // IAM user guide, IAM JSON policy elements: Condition operators, …IfExists (2026-11)
    if (/^(?:for\w+:)?nullifexists$/i.test(operator))
      return [
        {
          at: operatorPlace,
          message: "Null asks whether a key exists, and takes no IfExists",
          help: "Write Null",
          mend: { from: operator, to: operator.slice(0, -"IfExists".length) },
        },
      ];
    if (operator === "" || CONDITION_OPERATORS.has(baseOperator(operator))) return [];
    const meant = didYouMean(baseOperator(operator), CONDITION_OPERATORS.keys());
    return [
      {
        at: operatorPlace,
        message: `${operator} is not an operator of conditions`,
        help: meant
          ? `Did you mean ${CONDITION_OPERATORS.get(meant)}?`
          : "Use one such as StringEquals, StringLike or ArnLike",
        mend:
          !meant || /:|IfExists$/i.test(operator)
            ? undefined
            : { from: operator, to: CONDITION_OPERATORS.get(meant) ?? meant },
      },
    ];
  });
}

function duplicateSids({ attachment, document }: PolicySite, statements: readonly Statement[]): DocumentFault[] {
  // a document with source documents replaces statements of the same Sid
  if (attachment === "resource" || (document?.sources.length ?? 0) > 1) return [];
  const seen = new Set<string>();
  return statements.flatMap(({ sid, sidPlace, isCertain }) => {
    // of two statements that depend on a condition, there may only ever be one
    if (sid === undefined || sid === "" || !isCertain) return [];
    if (!seen.has(sid)) {
      seen.add(sid);
      return [];
    }
    return [
      { at: sidPlace, message: `Two statements have the Sid "${sid}"`, help: "Give each a Sid of its own, or none" },
    ];
  });
}
