import {
  type Attribute,
  applyEdits,
  attributesWithin,
  type Block,
  type Comment,
  type Edit,
  type Expression,
  parseHcl,
  SourceFile,
  type Span,
  visitExpressions,
} from "../hcl/index.ts";
import type { HandOver } from "./feature.ts";

const POLICY = "aws_iam_role_policy";

interface Source {
  readonly text: string;
  readonly items: readonly (Attribute | Block)[];
  readonly comments: readonly Comment[];
}

/**
 * The texts of a module that leaves the policies of a role to somebody else: what the role has to allow becomes the
 * value of a local. References to a policy's document become references to that value, and nothing waits for a policy
 * any more.
 */
export function handedOver(texts: ReadonlyMap<string, string>, { role, to }: HandOver): ReadonlyMap<string, string> {
  const sources = [...texts]
    .filter(([file]) => /\.(tf|hcl)$/.test(file))
    .map(([file, text]) => [file, read(text)] as const);
  const policies = new Map(sources.flatMap(([, source]) => policiesOf(role, source)));
  const addresses = new Set([...policies.keys()].map(addressOfBlock));
  const value = `{\n${[...policies.values()].join("\n\n")}\n}`;
  const editsOf = (item: Attribute | Block, source: Source): readonly Edit[] => {
    if (item.kind === "attribute") return [];
    if (policies.has(item)) return [without(item, source)];
    return attributesWithin(item.body).flatMap(({ attribute }) => {
      if (item.type === "locals" && `local.${attribute.name}` === to) return [replaced(attribute.expression, value)];
      if (attribute.name === "depends_on") return waitingForOthers(attribute, addresses, source);
      return readingFrom(to, attribute.expression, addresses);
    });
  };
  const edited = sources.map(([file, source]): [string, string] => {
    const edits = source.items.flatMap((item) => editsOf(item, source));
    return [file, `${applyEdits(source.text, edits).trim()}\n`];
  });
  return new Map([...texts, ...edited]);
}

function read(text: string): Source {
  const { body, comments } = parseHcl(new SourceFile("", text));
  return { text, comments, items: body.items };
}

/**
 * The policies of the role, as entries of the value. Throws for a policy that does not fit in an entry: its template
 * has to be simpler.
 */
function policiesOf(role: string, source: Source): readonly [Block, string][] {
  return source.items.flatMap((item): [Block, string][] => {
    if (item.kind === "attribute" || !item.labels[0]?.value.startsWith(POLICY)) return [];
    const held = argument(item, "role");
    if (held === undefined || ![`${role}.id`, `${role}.name`].includes(`${addressOf(held)}`)) return [];
    const policy = argument(item, "policy");
    if (policy === undefined || item.labels[0].value !== POLICY || item.body.items.length > 3)
      throw new Error(`${addressOfBlock(item)} cannot be handed over`);
    const comments = source.text.slice(startOf(item, source), item.start);
    return [[item, `${comments}${item.labels[1]?.value} = ${written(policy, source)}`]];
  });
}

/** An argument of a policy that has only a name, a role and a document. */
function argument({ body }: Block, name: string): Expression | undefined {
  return body.items.find((item): item is Attribute => item.kind === "attribute" && item.name === name)?.expression;
}

function addressOfBlock({ labels }: Block): string {
  return labels.map(({ value }) => value).join(".");
}

/** `a.b.c` as written; undefined for anything else. */
function addressOf(expression: Expression): string | undefined {
  if (expression.kind === "variable") return expression.name;
  if (expression.kind !== "attribute-access") return undefined;
  const object = addressOf(expression.object);
  return object && `${object}.${expression.name}`;
}

function readingFrom(to: string, expression: Expression, addresses: ReadonlySet<string>): readonly Edit[] {
  const edits: Edit[] = [];
  visitExpressions(expression, (inner) => {
    if (inner.kind !== "attribute-access" || inner.name !== "policy") return;
    const policy = addressOf(inner.object);
    if (policy !== undefined && addresses.has(policy)) edits.push(replaced(inner, policy.replace(POLICY, to)));
  });
  return edits;
}

/** Removes policies from what a block waits for, or the whole argument if nothing else is left. */
function waitingForOthers(attribute: Attribute, addresses: ReadonlySet<string>, source: Source): readonly Edit[] {
  const { expression } = attribute;
  if (expression.kind !== "tuple") return [];
  const others = expression.elements.filter((element) => !addresses.has(`${addressOf(element)}`));
  if (others.length === expression.elements.length) return [];
  if (others.length === 0) return [without(attribute, source)];
  const list = others.map((each) => `${written({ start: startOf(each, source), end: each.end }, source)},\n`);
  return [replaced(expression, `[\n${list.join("")}]`)];
}

function replaced({ start, end }: Span, newText: string): Edit {
  return { start, end, newText };
}

/** Removes an item with the comments above it and the blank lines before those. */
function without(item: Attribute | Block, source: Source): Edit {
  return { start: source.text.slice(0, startOf(item, source)).trimEnd().length, end: item.end, newText: "" };
}

/** The start of an item, including comments on the lines directly above it. */
function startOf({ start }: Span, source: Source): number {
  const above = source.comments.findLast(({ end }) => end <= start);
  if (above === undefined || !/^\n[ \t]*$/.test(source.text.slice(above.end, start))) return start;
  const line = source.text.lastIndexOf("\n", above.start) + 1;
  return source.text.slice(line, above.start).trim() === "" ? startOf(above, source) : start;
}

function written({ start, end }: Span, { text }: Source): string {
  return text.slice(start, end);
}
