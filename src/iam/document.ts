import { oncePer } from "../once-per.ts";
import {
  type BareValue,
  elementsOrSelf,
  type JsonDraft,
  jsonDraft,
  type Place,
  type Resource,
  referenceChain,
  type Value,
} from "../terraform/index.ts";
import { blockStatement, entryOf, isArn, jsonStatement, type Statement, type StatementForm } from "./statement.ts";

/** What a policy document is attached to: the same elements mean different things in each. */
export type Attachment = "identity" | "trust" | "boundary" | "resource";

/** A policy, written in JSON or built by a data source. */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
  /** Whether `statements` are all, with nothing merged in that could not be read. */
  readonly isComplete: boolean;
  readonly place: Place;
  /** The JSON value; undefined for a document that an aws_iam_policy_document builds. */
  readonly content: Value | undefined;
  /** The first surplus comma that makes it invalid JSON, if any. */
  readonly strayComma: Place | undefined;
  /** ARNs in its JSON that lack quotes. */
  readonly bareArns: readonly BareValue[];
  /** The aws_iam_policy_document that builds it, and those that it is built on. */
  readonly sources: readonly Resource[];
}

/**
 * Reads the policy document in a value: the JSON of jsonencode, a heredoc, a string or a file, or the `json` of an
 * aws_iam_policy_document. Undefined if the value is not known to be one.
 */
export function policyDocument(value: Value): PolicyDocument | undefined {
  const source = documentSource(value);
  if (source) return dataDocument(source, 0);
  return jsonPolicy(value);
}

/** Cached, so that a statement is the same object each time. */
const jsonPolicy = oncePer((value: Value): PolicyDocument | undefined => {
  const draft = jsonDraft(value);
  return draft && jsonDocument(draft, value.kind === "json" ? "object" : "text");
});

/** Cached for the same reason. */
const dataDocuments = new WeakMap<Resource, PolicyDocument>();

function jsonDocument({ content, strayComma, bare }: JsonDraft, form: StatementForm): PolicyDocument | undefined {
  if (content.kind !== "object") return undefined;
  const { elements, complete } = statementElements(entryOf(content, "Statement"));
  const statements = elements.flatMap(({ value, isCertain }) => jsonStatement(value, isCertain, form) ?? []);
  return {
    statements,
    isComplete: complete && statements.length === elements.length && !content.open,
    place: content.place,
    content,
    strayComma,
    bareArns: bare.filter(({ value }) => value.via && isArn(value.via)),
    sources: [],
  };
}

/**
 * The elements of Statement. For a choice between values these are the elements of all options, each with its own
 * place; an element that some options lack may not be there.
 */
export function statementElements(statement: Value): {
  readonly elements: readonly { readonly value: Value; readonly isCertain: boolean }[];
  readonly complete: boolean;
} {
  if (statement.kind !== "choice") {
    const { elements, complete } = elementsOrSelf(statement);
    return { elements: elements.map((value) => ({ value, isCertain: true })), complete };
  }
  const options = statement.options.map((option) => {
    const { elements } = elementsOrSelf(option);
    return new Map(elements.map((value) => [`${value.place.file.path}:${value.place.start}`, value]));
  });
  const all = new Map(options.flatMap((option) => [...option]));
  const elements = [...all].map(([key, value]) => ({ value, isCertain: options.every((option) => option.has(key)) }));
  return { elements, complete: false };
}

/** The document that an aws_iam_policy_document builds. */
export function builtDocument(source: Resource): PolicyDocument {
  return dataDocument(source, 0);
}

/** The document of a data source, merged with those it is built on. */
function dataDocument(source: Resource, level: number): PolicyDocument {
  const known = dataDocuments.get(source);
  if (known) return known;
  const document = readDataDocument(source, level);
  dataDocuments.set(source, document);
  return document;
}

function readDataDocument(source: Resource, level: number): PolicyDocument {
  const { body } = source;
  const sources = [source];
  let isComplete = body.knowsAllBlocks("statement");
  const own = body.blocks("statement").map((block) => blockStatement(block, source));
  const base: Statement[] = [];
  for (const name of ["source_policy_documents", "source_json", "override_policy_documents", "override_json"]) {
    const { elements, complete } = elementsOrSelf(body.value(name));
    isComplete &&= complete;
    for (const element of elements) {
      const document = level < 8 ? mergedDocument(element, level) : undefined;
      isComplete &&= document?.isComplete ?? false;
      base.push(...(document?.statements ?? []));
      sources.push(...(document?.sources ?? []));
    }
  }
  return {
    statements: [...base, ...own],
    isComplete,
    place: body.place(),
    content: undefined,
    strayComma: undefined,
    bareArns: [],
    sources,
  };
}

function mergedDocument(value: Value, level: number): PolicyDocument | undefined {
  const source = documentSource(value);
  return source ? dataDocument(source, level + 1) : policyDocument(value);
}

/** The aws_iam_policy_document whose JSON a value is, through any chain of arguments set from one another. */
function documentSource(value: Value): Resource | undefined {
  return referenceChain(value).find(
    ({ resource }) => resource.mode === "data" && resource.type === "aws_iam_policy_document",
  )?.resource;
}
