import { applyEdits, type Block, type Edit, type Expression } from "../../src/hcl/index.ts";
import {
  blocksOf,
  eachText,
  type Files,
  isResource,
  MARK,
  parsed,
  plainArguments,
  withoutEncoding,
} from "./harmless-edits.ts";

/** Turns policies written with jsonencode into data sources. */
export function intoDocuments(files: Files): Files | undefined {
  let count = 0;
  return eachText(files, (text) => {
    const documents: string[] = [];
    const changed = withoutEncoding(text, (content) => {
      const statements = policyStatements(content, text);
      if (!statements || /\b(?:each|count|self)\./.test(text.slice(content.start, content.end))) return undefined;
      const name = `policy_${count++}_${MARK}`;
      documents.push(`\ndata "aws_iam_policy_document" "${name}" {\n${statements.join("\n")}\n}\n`);
      return `data.aws_iam_policy_document.${name}.json`;
    });
    return `${changed}${documents.join("")}`;
  });
}

/** Turns policy documents with a single user into calls of jsonencode there. */
export function outOfDocuments(files: Files): Files | undefined {
  return eachText(files, (text) => {
    const blocks = blocksOf(parsed(text).body);
    const taken = blocks
      .filter(isResource)
      .flatMap(plainArguments)
      .map(({ expression: { start, end } }) => ({ start, end, written: text.slice(start, end) }));
    const edits = blocks.flatMap((block): Edit[] => {
      const [type, name] = block.labels.map(({ value }) => value);
      const address = `data.${type}.${name}`;
      const policy =
        type === "aws_iam_policy_document" && text.split(`${address}.`).length === 2
          ? documentPolicy(block, text)
          : undefined;
      const user = taken.find(({ written }) => written === `${address}.json`);
      if (policy === undefined || !user) return [];
      return [
        { start: user.start, end: user.end, newText: policy },
        { start: block.start, end: block.end, newText: "" },
      ];
    });
    return applyEdits(text, edits);
  });
}

/** The names in a document of the members of a statement. */
const STATEMENT: Readonly<Record<string, string>> = {
  Sid: "sid",
  Effect: "effect",
  Action: "actions",
  NotAction: "not_actions",
  Resource: "resources",
  NotResource: "not_resources",
  Principal: "principals",
  NotPrincipal: "not_principals",
  Condition: "condition",
};

/** The statements of a policy as blocks of a document; undefined if it is not a policy that is written out. */
function policyStatements(policy: Expression, text: string): readonly string[] | undefined {
  const members = membersOf(policy);
  const statement = members?.get("Statement");
  const version = members?.get("Version");
  // a document always has the version 2012-10-17
  if (!members || !statement || (version && text.slice(version.start, version.end) !== '"2012-10-17"'))
    return undefined;
  if ([...members.keys()].some((name) => name !== "Version" && name !== "Statement")) return undefined;
  const written = (statement.kind === "tuple" ? statement.elements : [statement]).map((one) =>
    statementBlock(one, text),
  );
  return written.every((block) => block !== undefined) ? written : undefined;
}

function statementBlock(statement: Expression, text: string): string | undefined {
  const members = membersOf(statement);
  const parts = [...(members ?? [])].map(([name, value]) => {
    const argument = Object.hasOwn(STATEMENT, name) ? STATEMENT[name] : undefined;
    switch (argument) {
      case undefined:
        return undefined;
      case "sid":
      case "effect":
        return `${argument} = ${text.slice(value.start, value.end)}`;
      case "principals":
      case "not_principals":
        return principalBlocks(argument, value, text);
      case "condition":
        return conditionBlocks(value, text);
      default: {
        const list = listOf(value, text);
        return list && `${argument} = ${list}`;
      }
    }
  });
  if (!members || parts.includes(undefined)) return undefined;
  return `  statement {\n${parts.join("\n")}\n  }`;
}

function principalBlocks(block: string, value: Expression, text: string): string | undefined {
  const members =
    value.kind === "template" && text.slice(value.start, value.end) === '"*"'
      ? new Map([["*", value]])
      : membersOf(value);
  const blocks = [...(members ?? [])].map(([type, ids]) => {
    const list = listOf(ids, text);
    return list && `${block} {\n type = ${JSON.stringify(type)}\n identifiers = ${list}\n}`;
  });
  return members && !blocks.includes(undefined) ? blocks.join("\n") : undefined;
}

function conditionBlocks(value: Expression, text: string): string | undefined {
  const operators = membersOf(value);
  const blocks = [...(operators ?? [])].flatMap(([test, keys]) => {
    const members = membersOf(keys);
    if (!members) return [undefined];
    return [...members].map(([variable, values]) => {
      const list = listOf(values, text);
      return (
        list &&
        `condition {\n test = ${JSON.stringify(test)}\n variable = ${JSON.stringify(variable)}\n values = ${list}\n}`
      );
    });
  });
  return operators && !blocks.includes(undefined) ? blocks.join("\n") : undefined;
}

/** The members of an object; undefined unless all names are literal and unique. */
function membersOf(expression: Expression): ReadonlyMap<string, Expression> | undefined {
  if (expression.kind !== "object") return undefined;
  const members = new Map(expression.items.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value]])));
  return members.size === expression.items.length ? members : undefined;
}

/** The elements of a list, or a single value as the only element; undefined if it may be either. */
function listOf(expression: Expression, text: string): string | undefined {
  const written = text.slice(expression.start, expression.end);
  if (expression.kind === "tuple") return written;
  return expression.kind === "template" ||
    (expression.kind === "attribute-access" && /^(?:arn|id)$|_arn$/.test(expression.name))
    ? `[${written}]`
    : undefined;
}

/** The argument of jsonencode that has the same meaning as a document; undefined if no such argument can be written. */
function documentPolicy({ body }: Block, text: string): string | undefined {
  const statements = body.items.map((item) =>
    item.kind === "block" && item.type === "statement" ? statementObject(item, text) : undefined,
  );
  if (statements.length === 0 || statements.includes(undefined)) return undefined;
  return `jsonencode({\n Version = "2012-10-17"\n Statement = [\n${statements.join(",\n")}\n]\n})`;
}

function statementObject({ body }: Block, text: string): string | undefined {
  const names = new Map(Object.entries(STATEMENT).map(([name, argument]) => [argument, name]));
  const blocks = blocksOf(body);
  const parts = body.items.flatMap((item): (string | undefined)[] => {
    if (item.kind === "block") return names.has(item.type) ? [] : [undefined];
    const name = names.get(item.name);
    const value = text.slice(item.expression.start, item.expression.end);
    return [name && `${name} = ${value.replaceAll("&{", () => "$${")}`];
  });
  const principals = principalMember(
    blocks.filter(({ type }) => type.endsWith("principals")),
    text,
  );
  const conditions = conditionMember(
    blocks.filter(({ type }) => type === "condition"),
    text,
  );
  const all = [
    ...(parts.some((part) => part?.startsWith("Effect =")) ? [] : ['Effect = "Allow"']),
    ...parts,
    principals,
    conditions,
  ];
  return all.includes(undefined) ? undefined : `{\n${all.filter((part) => part !== "").join("\n")}\n}`;
}

function principalMember(blocks: readonly Block[], text: string): string | undefined {
  if (blocks.length === 0) return "";
  const written = blocks.map(
    (block) => [writtenValue(block, "type", text), writtenValue(block, "identifiers", text)] as const,
  );
  const types = new Set(written.map(([type]) => type));
  if (types.size < blocks.length || new Set(blocks.map(({ type }) => type)).size > 1) return undefined;
  const name = blocks[0]?.type === "principals" ? "Principal" : "NotPrincipal";
  if (types.has('"*"')) return types.size === 1 ? `${name} = "*"` : undefined;
  if (written.some((parts) => parts.includes(undefined))) return undefined;
  return `${name} = { ${written.map(([type, ids]) => `${type} = ${ids}`).join(", ")} }`;
}

function conditionMember(blocks: readonly Block[], text: string): string | undefined {
  if (blocks.length === 0) return "";
  const byTest = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const block of blocks) {
    const [test, variable, values] = ["test", "variable", "values"].map((name) => writtenValue(block, name, text));
    if (!test?.startsWith('"') || !variable?.startsWith('"') || values === undefined || seen.has(test + variable))
      return undefined;
    seen.add(test + variable);
    byTest.set(test, [...(byTest.get(test) ?? []), `${variable} = ${values.replaceAll("&{", () => "$${")}`]);
  }
  return `Condition = {\n${[...byTest].map(([test, keys]) => `${test} = {\n${keys.join("\n")}\n}`).join("\n")}\n}`;
}

function writtenValue({ body }: Block, name: string, text: string): string | undefined {
  const item = body.items.find((one) => one.kind === "attribute" && one.name === name);
  return item?.kind === "attribute" ? text.slice(item.expression.start, item.expression.end) : undefined;
}
